package io.crmkit.file;

/**
 * What was written.
 *
 * @param size number of bytes
 * @param sha256 their SHA-256 in 64 lower-case hexadecimal digits
 */
public record WrittenFile(long size, String sha256) {}
