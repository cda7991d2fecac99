package io.crmkit.file;

import static io.crmkit.file.FileWorld.bytes;
import static io.crmkit.file.FileWorld.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uploads whose connection to the database is lost while the row is committed. */
final class LostCommitTest {
  private Loss loss = Loss.NONE;
  private final FileWorld world = FileWorld.of(losing(new MemoryStorage()), config -> {});

  private enum Loss {
    NONE,
    BEHIND_THE_COMMIT,
    INSTEAD_OF_IT
  }

  private Storage losing(Storage storage) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              boolean isLost = method.getName().equals("transact") && loss != Loss.NONE;
              Object result = null;
              try {
                if (!isLost || loss == Loss.BEHIND_THE_COMMIT) {
                  result = method.invoke(storage, arguments);
                }
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (isLost) {
                throw new OutcomeUnknownException("lost", new IOException("lost"));
              }
              return result;
            });
  }

  @AfterEach
  void close() {
    world.close();
  }

  private UploadAddress interrupted(Loss how) {
    UploadAddress address = world.system().files().begin(NewFile.of("a.txt"));
    loss = how;
    assertThatExceptionOfType(OutcomeUnknownException.class)
        .isThrownBy(() -> world.crm.files().receive(address.token(), -1, bytes("Bonjour")));
    loss = Loss.NONE;
    return address;
  }

  @Test
  void receive_lostBehindTheCommit_isThere() throws IOException {
    UploadAddress address = interrupted(Loss.BEHIND_THE_COMMIT);

    world.pass(Duration.ofDays(3));

    assertThat(content(world.system().files().open(address.fileId()))).isEqualTo("Bonjour");
  }

  @Test
  void receive_lostInsteadOfTheCommit_leavesNoOrphan() throws IOException {
    UploadAddress address = interrupted(Loss.INSTEAD_OF_IT);
    world.assertStored(1);
    world.crm.files().receive(address.token(), -1, bytes("again"));

    world.pass(Duration.ofDays(1));
    world.pass(Duration.ofDays(1));

    world.assertStored(1);
    assertThat(content(world.system().files().open(address.fileId()))).isEqualTo("again");
  }
}
