package io.griot.local.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The network between browsers and the simulated WhatsApp, which can be cut. Its address stays the
 * same, because a page stores its credentials for one origin. Thread-safe.
 */
final class SandboxNetwork implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final URI sandbox;
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private volatile boolean away;
  private volatile boolean closed;

  /**
   * Listens on a free port.
   *
   * @param failed receives a failure of the network itself, from any thread
   */
  SandboxNetwork(URI sandbox, Consumer<Throwable> failed) throws IOException {
    this.sandbox = sandbox;
    this.threads = Executors.newThreadPerTaskExecutor(LoopbackThreads.of("network", failed));
    this.server = new ServerSocket(0, 256, InetAddress.ofLiteral(HOST));
    threads.execute(this::accept);
  }

  /** The address that pages are loaded from. */
  URI address() {
    return URI.create("http://%s:%d/".formatted(HOST, server.getLocalPort()));
  }

  /** Resets all connections, and every new one. */
  void goAway() {
    away = true;
    connections.forEach(SandboxNetwork::reset);
  }

  /** Accepts new connections again. */
  void comeBack() {
    away = false;
  }

  private void accept() {
    while (!closed) {
      try {
        Socket page = server.accept();
        threads.execute(() -> connect(page));
      } catch (IOException e) {
        if (!closed) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void connect(Socket page) {
    if (away) {
      reset(page);
      return;
    }
    try (page;
        Socket server = new Socket(sandbox.getHost(), sandbox.getPort())) {
      connections.add(page);
      connections.add(server);
      if (away) {
        reset(page);
      }
      Thread answers = Thread.ofVirtual().start(() -> copy(server, page));
      copy(page, server);
      answers.join();
      connections.remove(page);
      connections.remove(server);
    } catch (IOException e) {
      reset(page);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Copies until one side ends, then ends the other. */
  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[16_384];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        out.write(piece, 0, read);
      }
    } catch (IOException e) {
      return; // the connection is gone, and both sides are closed
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      return; // already closed
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    connections.forEach(SandboxNetwork::reset);
    threads.close();
  }
}
