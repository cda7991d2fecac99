/** Who calls and what the caller may do: all that is needed to judge a call, as plain values. */
@NullMarked
package io.crmkit.access;

import org.jspecify.annotations.NullMarked;
