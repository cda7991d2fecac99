package io.crmkit.storage.jdbc;

import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Renders the statements that make the tables of declared types, for a migration to be read and
 * committed. The same types always give the same text.
 *
 * @since 0.1
 */
public final class SchemaSql {

  /** A database that tables can be rendered for. */
  public enum Product {
    /** SQLite. */
    SQLITE,
    /** PostgreSQL. */
    POSTGRESQL,
    /** MariaDB. */
    MARIADB
  }

  private final Dialect dialect;

  private SchemaSql(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Renders for a database. */
  public static SchemaSql of(Product product) {
    return new SchemaSql(
        switch (product) {
          case SQLITE -> new SqliteDialect();
          case POSTGRESQL -> new PostgresDialect();
          case MARIADB -> new MariaDbDialect();
        });
  }

  /** Returns the statements for the tables beside those of the types: words, events, notes. */
  public List<String> kernel() {
    return new Ddl(dialect).create(KernelTables.of(dialect));
  }

  /**
   * Returns the statements for the tables of types.
   *
   * @param schema all declared types, as one may refer to another
   * @param types those that are rendered
   * @throws IllegalArgumentException if no database could keep them so
   */
  public List<String> types(Schema schema, Collection<? extends Declaration<?>> types) {
    RecordTables tables = new RecordTables(schema, dialect);
    List<Table> rendered = new ArrayList<>();
    types.forEach(type -> rendered.add(tables.table(type)));
    return new Ddl(dialect).create(rendered);
  }

  /** Joins statements to the text of a migration. */
  public static String script(List<String> statements) {
    StringBuilder script = new StringBuilder();
    statements.forEach(statement -> script.append(statement).append(";\n\n"));
    return script.toString().strip() + "\n";
  }

  /**
   * Prints the migration of types.
   *
   * @param arguments the product, then {@code kernel} or the names of all declared record classes
   */
  public static void main(String... arguments) {
    if (arguments.length < 2) {
      throw new IllegalArgumentException("give a product, then kernel or names of classes");
    }
    SchemaSql sql = of(Product.valueOf(arguments[0].toUpperCase(Locale.ROOT)));
    List<String> statements;
    if (arguments[1].equals("kernel")) {
      statements = sql.kernel();
    } else {
      List<Declaration<?>> types = new ArrayList<>();
      for (String name : List.of(arguments).subList(1, arguments.length)) {
        try {
          types.add(Declaration.of(Class.forName(name)));
        } catch (ClassNotFoundException e) {
          throw new IllegalArgumentException("no class " + name + " is on the class path", e);
        }
      }
      statements = sql.types(new Schema(types), types);
    }
    System.out.print(script(statements));
  }
}
