/**
 * Providers that can be made to fail, for tests of adapters. Start at {@link
 * io.crmkit.testkit.http.FakeProvider}.
 */
@NullMarked
package io.crmkit.testkit.http;

import org.jspecify.annotations.NullMarked;
