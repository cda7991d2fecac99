/**
 * Files in a bucket of S3, or of a server that speaks its protocol. Start at {@link
 * io.crmkit.file.s3.S3FileStore}.
 */
@NullMarked
package io.crmkit.file.s3;

import org.jspecify.annotations.NullMarked;
