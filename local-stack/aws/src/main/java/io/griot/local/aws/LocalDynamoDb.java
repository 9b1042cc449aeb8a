package io.griot.local.aws;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB Local behind our own server: its own server listens on every address of the machine,
 * this one only on loopback. After {@link #close} nothing writes to its folder any more.
 */
final class LocalDynamoDb implements AutoCloseable {
  private static final String DATABASE = "shared-local-instance.db";

  private static final Duration JOBS_END_WITHIN = Duration.ofSeconds(30);

  /**
   * The thread group of the server, and so of the threads that DynamoDB Local starts in requests.
   */
  private final ThreadGroup threads = new ThreadGroup("DynamoDB Local");

  private final Server server;
  private final LocalDynamoDBServerHandler handler;

  /** Null when the data are in memory. */
  private final @Nullable SqliteFile database;

  /**
   * Starts it.
   *
   * @param folder the folder of its SQLite file; created if needed
   * @param port 0 for any free one
   */
  LocalDynamoDb(Path folder, int port) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SqliteFile file = new SqliteFile(folder, DATABASE);
    file.writeAhead();
    this(new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false), port, file);
  }

  private LocalDynamoDb(
      LocalDynamoDBRequestHandler requests, int port, @Nullable SqliteFile database) {
    this.database = database;
    handler = new LocalDynamoDBServerHandler(requests, "*");
    server = Loopback.server(port, threads);
    server.setHandler(new ContextHandler(handler, "/"));
    Loopback.start(server, "DynamoDB Local", port);
  }

  /** Starts one that keeps its data in memory, on a free port. */
  static LocalDynamoDb inMemory() {
    return new LocalDynamoDb(new LocalDynamoDBRequestHandler(0, true, null, true, false), 0, null);
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

  URI endpoint() {
    return Loopback.uri(((ServerConnector) server.getConnectors()[0]).getLocalPort());
  }

  @Override
  public void close() {
    Loopback.stop(server);
    handler.close();
    if (database != null) {
      // DynamoDB Local only asks its database thread to close, and does not wait.
      database.awaitClosed();
    }
    endJobs();
  }

  /**
   * Interrupts its background jobs, which check only after a long sleep whether they should end.
   */
  private void endJobs() {
    long deadline = System.nanoTime() + JOBS_END_WITHIN.toNanos();
    for (Thread job = anyJob(); job != null; job = anyJob()) {
      job.interrupt();
      try {
        job.join(Duration.ofMillis(100));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped while DynamoDB Local was being closed", e);
      }
      if (job.isAlive() && System.nanoTime() > deadline) {
        throw new IllegalStateException("DynamoDB Local does not end " + job);
      }
    }
  }

  private @Nullable Thread anyJob() {
    Thread[] one = new Thread[1];
    return threads.enumerate(one) == 0 ? null : one[0];
  }
}
