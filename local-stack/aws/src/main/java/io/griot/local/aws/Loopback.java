package io.griot.local.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Servers that only this machine can reach. */
public final class Loopback {
  static final String HOST = "127.0.0.1";
  private static final int FIRST_PORT = 15_000;
  private static final int FIRST_GIVEN_PORT = 32_768;
  private static final int PORT_TRIES = 100;
  private static final int MAX_THREADS = 64;
  private static final int MIN_THREADS = 8;
  private static final int IDLE_MILLIS = 60_000;
  private static final int RESERVED_BY_ITSELF = -1;

  private Loopback() {}

  static URI uri(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /**
   * A port that was free a moment ago, for servers that cannot report the port they took. It is
   * below the ephemeral ports that systems assign to servers and connections, so that it is not
   * taken in between by chance.
   */
  public static int freePort() {
    for (int tries = 0; tries < PORT_TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, FIRST_GIVEN_PORT);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
        return port;
      } catch (BindException e) {
        // The port is in use.
      } catch (IOException e) {
        throw new UncheckedIOException("no free port on " + HOST, e);
      }
    }
    throw new IllegalStateException("no free port on " + HOST);
  }

  /**
   * A server that is not started.
   *
   * @param group the thread group of its threads, and of those that they start
   */
  static Server server(int port, ThreadGroup group) {
    QueuedThreadPool threads =
        new QueuedThreadPool(
            MAX_THREADS, MIN_THREADS, IDLE_MILLIS, RESERVED_BY_ITSELF, null, group);
    threads.setDaemon(true);
    Server server = new Server(threads);
    server.setStopTimeout(0); // otherwise it waits a second for idle connections
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(HOST);
    connector.setPort(port);
    server.addConnector(connector);
    return server;
  }

  static void start(Server server, String name, int port) {
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("%s does not start on port %d".formatted(name, port), e);
    }
  }

  static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("a local server does not stop", e);
    }
  }
}
