package io.crmkit.http.webhook;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.JdbcStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteWebhookEndpointTest extends WebhookEndpointContract {
  @TempDir private Path folder;

  @Override
  Storage emptyStorage() {
    return JdbcStorage.sqlite(folder.resolve("crm.db"));
  }
}
