/**
 * Keeps records in SQLite, PostgreSQL or MariaDB. Start at {@link
 * io.crmkit.storage.jdbc.JdbcStorage}.
 */
@NullMarked
package io.crmkit.storage.jdbc;

import org.jspecify.annotations.NullMarked;
