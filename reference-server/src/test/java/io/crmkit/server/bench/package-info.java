/** Measures the server against a bare one on the same tables; see {@code CONTRIBUTING.md}. */
package io.crmkit.server.bench;
