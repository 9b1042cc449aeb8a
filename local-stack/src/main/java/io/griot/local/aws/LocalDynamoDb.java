package io.griot.local.aws;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * DynamoDB Local behind a server of our own: its own binds every address of the machine, this one
 * only loopback. Closing it flushes the data file.
 */
final class LocalDynamoDb implements AutoCloseable {
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
    handler =
        new LocalDynamoDBServerHandler(
            new LocalDynamoDBRequestHandler(0, false, folder.toString(), true, false), "*");
    server = Loopback.server(port);
    server.setHandler(new ContextHandler(handler, "/"));
    Loopback.start(server, "DynamoDB Local", port);
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
