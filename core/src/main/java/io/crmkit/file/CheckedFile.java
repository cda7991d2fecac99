package io.crmkit.file;

import org.jspecify.annotations.Nullable;

/**
 * What a policy let pass.
 *
 * @param name the name without path and control characters
 * @param mediaType what it is by its content
 * @param image its size if it is an image whose size can be told, else null
 */
public record CheckedFile(String name, String mediaType, @Nullable PixelSize image) {}
