/** What can go wrong: one exception for each thing a caller would do differently. */
@NullMarked
package io.crmkit.error;

import org.jspecify.annotations.NullMarked;
