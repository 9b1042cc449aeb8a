package io.griot.local.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import com.almworks.sqlite4java.SQLiteQueue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqliteFileTest {
  @TempDir Path folder;

  private SqliteFile file;
  private Path log;

  @BeforeEach
  void makeDatabase() {
    file = new SqliteFile(folder, "items.db");
    log = folder.resolve("items.db-wal");
    file.writeAhead();
  }

  @Test
  void waitsForTheThreadThatClosesIt() throws Exception {
    SQLiteQueue user = new SQLiteQueue(folder.resolve("items.db").toFile()).start();
    user.execute(job("CREATE TABLE items (id INTEGER)")).get();
    assertThat(log).exists();
    AtomicBoolean closing = new AtomicBoolean();
    CompletableFuture<Boolean> sawItClosing = new CompletableFuture<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(() -> {
              try {
                file.awaitClosed();
                sawItClosing.complete(closing.get());
              } catch (RuntimeException e) {
                sawItClosing.completeExceptionally(e);
              }
            });

    while (waiter.getState() != Thread.State.TIMED_WAITING && waiter.isAlive()) {
      Thread.onSpinWait();
    }
    closing.set(true);
    user.stop(true);

    assertThat(sawItClosing.get()).as("waited until the database was closed").isTrue();
    assertThat(log).doesNotExist();
  }

  @Test
  void closesWhatAKilledProcessLeft() throws Exception {
    SQLiteQueue user = new SQLiteQueue(folder.resolve("items.db").toFile()).start();
    user.execute(job("CREATE TABLE items (id INTEGER)")).get();
    byte[] left = Files.readAllBytes(log);
    user.stop(true).join();
    Files.write(log, left);

    file.awaitClosed();

    assertThat(log).doesNotExist();
  }

  private static SQLiteJob<@Nullable Void> job(String sql) {
    return new SQLiteJob<>() {
      @Override
      protected @Nullable Void job(SQLiteConnection connection) throws SQLiteException {
        connection.exec(sql);
        return null;
      }
    };
  }
}
