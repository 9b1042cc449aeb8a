package io.griot.local.aws;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteStatement;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.local.shared.access.sqlite.SQLiteDBAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local behind a server of our own: its own binds every address of the machine, this one
 * only loopback. Closing it flushes the data file.
 */
final class LocalDynamoDb implements AutoCloseable {
  private static final String DATABASE = "shared-local-instance.db";

  /** Held here: a logger that nobody holds forgets its level. */
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private final Server server;
  private final LocalDynamoDBServerHandler handler;

  /**
   * Starts it.
   *
   * @param folder where its SQLite file lies; made when absent
   * @param port 0 for any free one
   */
  LocalDynamoDb(Path folder, int port) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    writeAhead(folder.resolve(DATABASE));
    this(new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false), port);
  }

  private LocalDynamoDb(LocalDynamoDBRequestHandler requests, int port) {
    handler = new LocalDynamoDBServerHandler(requests, "*");
    server = Loopback.server(port);
    server.setHandler(new ContextHandler(handler, "/"));
    Loopback.start(server, "DynamoDB Local", port);
  }

  /** Starts one that keeps its data in memory, on any free port. */
  static LocalDynamoDb inMemory() {
    return new LocalDynamoDb(new LocalDynamoDBRequestHandler(0, true, null, true, false), 0);
  }

  /** A new client for it; the caller closes it. */
  DynamoDbClient client() {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint())
        .region(LocalAws.REGION)
        .credentialsProvider(LocalAws.CREDENTIALS)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  /**
   * Makes a new database one with SQLite's write-ahead log, for good: a write is then one append to
   * it instead of several synchronised writes, four times as many a second.
   */
  private static void writeAhead(Path database) {
    if (Files.exists(database)) {
      return;
    }
    SQLITE_LOG.setLevel(Level.WARNING);
    try {
      // DynamoDB Local's class brings SQLite's native library along.
      MethodHandles.lookup().ensureInitialized(SQLiteDBAccess.class);
      SQLiteConnection connection = new SQLiteConnection(database.toFile()).open(true);
      try {
        SQLiteStatement statement = connection.prepare("PRAGMA journal_mode=WAL");
        statement.step();
        statement.dispose();
      } finally {
        connection.dispose();
      }
    } catch (IllegalAccessException | SQLiteException e) {
      throw new IllegalStateException("cannot prepare " + database, e);
    }
  }

  URI endpoint() {
    return Loopback.uri(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  @Override
  public void close() {
    Loopback.stop(server);
    handler.close();
  }
}
