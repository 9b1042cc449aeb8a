package io.griot.local.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands on loopback between one process and one AWS service, and fails as it is told. The process
 * gets {@link #endpoint} for the service's. Requests pass through byte by byte, {@code Host} too,
 * so that signatures stay valid and bodies stream. Thread-safe.
 *
 * <p>A fault counts for requests whose head arrives from then on; those under way end as they
 * began. The port stays taken the whole time, so that it is the same afterwards: {@link
 * AwsFault.Kind#REFUSE} resets connections, as a service does whose process just died.
 */
public final class AwsProxy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AwsProxy.class);
  private static final String HOST = "127.0.0.1";

  private final AwsService service;
  private final URI target;
  private final RandomGenerator random;
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads;
  private final Consumer<Throwable> failed;
  private final AtomicReference<@Nullable Injected> injected = new AtomicReference<>();
  private final AtomicLong met = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A fault, how many requests it may meet still, and its end. */
  private record Injected(AwsFault fault, AtomicLong left, CountDownLatch over) {}

  /** A fault that a request meets, and its end. */
  record Met(AwsFault fault, CountDownLatch over) {}

  /**
   * Listens on any free port, and passes everything on.
   *
   * @param target where the service is
   * @param random decides which requests a fault meets; used by one thread at a time
   * @param failed is told when the proxy itself fails, in whatever thread
   */
  public AwsProxy(
      AwsService service, URI target, RandomGenerator random, Consumer<Throwable> failed) {
    this.service = service;
    this.target = target;
    this.random = random;
    this.failed = failed;
    this.threads =
        Executors.newThreadPerTaskExecutor(LoopbackThreads.of("proxy-" + service, failed));
    try {
      server = new ServerSocket(0, 256, InetAddress.ofLiteral(HOST));
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    }
    threads.execute(this::accept);
  }

  /** Where the process finds the service. */
  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(HOST, server.getLocalPort()));
  }

  /** Has requests meet this fault from now on, in place of any before. */
  public void inject(AwsFault fault) {
    replace(new Injected(fault, new AtomicLong(fault.times()), new CountDownLatch(1)));
  }

  /**
   * Passes everything on from now on. Requests that hang already have no answer still: their
   * callers must give up by themselves. Requests that are late go on.
   */
  public void pass() {
    replace(null);
  }

  private void replace(@Nullable Injected next) {
    Injected before = injected.getAndSet(next);
    if (before != null) {
      before.over().countDown();
    }
  }

  /** How many requests met a fault so far. */
  public long met() {
    return met.get();
  }

  private void accept() {
    while (isOpen()) {
      try {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        connections.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        if (isOpen()) {
          failed.accept(new IOException("the proxy before " + service + " cannot accept", e));
          return;
        }
      }
    }
  }

  private void serve(Socket client) {
    try (ProxiedConnection connection = new ProxiedConnection(client, service, target, closed)) {
      connection.serve(this::meets);
    } catch (IOException e) {
      // One side is gone, or was cut off here: the other's connection ends with it.
      log.atDebug()
          .addKeyValue("service", service)
          .addKeyValue("reason", e.getMessage())
          .log("proxy.connection_ended");
    } finally {
      connections.remove(client);
    }
  }

  /** The fault that this request meets; empty for none. */
  private Optional<Met> meets(HttpHead request) {
    Injected now = injected.get();
    if (now == null) {
      return Optional.empty();
    }
    AwsFault fault = now.fault();
    boolean concerned =
        fault.operations().isEmpty() || fault.operations().contains(service.operation(request));
    if (!concerned || !drawn(fault.share()) || now.left().getAndDecrement() <= 0) {
      return Optional.empty();
    }
    met.incrementAndGet();
    return Optional.of(new Met(fault, now.over()));
  }

  private boolean drawn(double share) {
    if (share >= 1) {
      return true;
    }
    synchronized (random) {
      return random.nextDouble() < share;
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  /** Cuts off whatever is under way. */
  @Override
  public void close() {
    closed.countDown();
    pass();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the proxy's port does not close", e);
    }
    connections.forEach(ProxiedConnection::reset);
    threads.close();
  }
}
