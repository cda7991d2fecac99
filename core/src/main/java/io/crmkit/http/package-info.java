/** Calls to outside services, and webhooks in and out. */
@NullMarked
package io.crmkit.http;

import org.jspecify.annotations.NullMarked;
