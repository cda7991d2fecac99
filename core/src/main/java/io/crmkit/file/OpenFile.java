package io.crmkit.file;

/**
 * A file that may be read.
 *
 * @param name its name, without a path
 * @param mediaType what its content is
 * @param sha256 names its content: no other content has it
 * @param content its bytes, of which any part may be opened
 * @since 0.1
 */
public record OpenFile(String name, String mediaType, String sha256, FileContent content) {}
