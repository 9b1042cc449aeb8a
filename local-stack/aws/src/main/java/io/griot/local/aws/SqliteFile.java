package io.griot.local.aws;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.SQLiteDBAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The SQLite database of DynamoDB Local as a file: sets how it is written, and waits until it is
 * closed.
 */
record SqliteFile(Path folder, String name) {
  /** Long, because a busy disk may take seconds to write a long log back. */
  private static final Duration CLOSES_WITHIN = Duration.ofSeconds(60);

  /**
   * The time to wait before opening it: while it is being closed, SQLite waits seconds for a lock.
   */
  private static final Duration CLOSES_SOON = Duration.ofSeconds(2);

  /** A strong reference: otherwise the logger is collected and loses its level. */
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  /**
   * Switches a new database to SQLite's write-ahead log, permanently. A write is then one append to
   * it instead of several synchronised writes: four times as many per second. Does not change an
   * existing database.
   */
  void writeAhead() {
    if (!Files.exists(database())) {
      open("PRAGMA journal_mode=WAL");
    }
  }

  /**
   * Waits until no connection is open. SQLite writes its write-ahead log back and deletes it when
   * the last connection closes, so the log's end is the sign.
   *
   * @throws IllegalStateException when it is still open after a minute
   */
  void awaitClosed() {
    Path log = folder.resolve(name + "-wal");
    long deadline = System.nanoTime() + CLOSES_WITHIN.toNanos();
    try (WatchService deletions = folder.getFileSystem().newWatchService()) {
      folder.register(deletions, StandardWatchEventKinds.ENTRY_DELETE);
      while (Files.exists(log)) {
        if (!deletes(deletions)) {
          // The process that wrote this log was killed. Only this connection can close it.
          open("PRAGMA schema_version");
        }
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(database() + " is still open");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for a file to be deleted.
   *
   * @return false when none is deleted within {@link #CLOSES_SOON}
   */
  private boolean deletes(WatchService deletions) {
    try {
      WatchKey key = deletions.poll(CLOSES_SOON.toMillis(), TimeUnit.MILLISECONDS);
      return key != null && key.reset();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while " + database() + " was being closed", e);
    }
  }

  private void open(String pragma) {
    SQLITE_LOG.setLevel(Level.WARNING);
    try {
      // DynamoDB Local's class loads SQLite's native library.
      MethodHandles.lookup().ensureInitialized(SQLiteDBAccess.class);
      SQLiteConnection connection = new SQLiteConnection(database().toFile()).open(true);
      try {
        connection.setBusyTimeout(CLOSES_WITHIN.toMillis());
        SQLiteStatement statement = connection.prepare(pragma);
        statement.step();
        statement.dispose();
      } finally {
        connection.dispose();
      }
    } catch (IllegalAccessException | SQLiteException e) {
      throw new IllegalStateException("cannot open " + database(), e);
    }
  }

  private Path database() {
    return folder.resolve(name);
  }
}
