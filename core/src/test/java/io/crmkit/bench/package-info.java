/** Benchmarks against hand-written code, run by hand: see CONTRIBUTING.md. */
package io.crmkit.bench;
