package io.crmkit.file;

import io.crmkit.record.Id;

/**
 * What became of bytes that were taken in.
 *
 * @param fileId the file
 * @param state {@link FileState#READY}, or {@link FileState#SCANNING} where a scanner looks first
 * @param size number of bytes
 * @param sha256 their SHA-256 in 64 lower-case hexadecimal digits
 * @since 0.1
 */
public record Arrival(Id<FileObject> fileId, FileState state, long size, String sha256) {}
