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
 * A proxy on loopback between one process and one AWS service that injects faults. The process uses
 * {@link #endpoint} instead of the service's. Requests pass through byte by byte, {@code Host} too,
 * so that signatures stay valid and bodies stream. Thread-safe.
 *
 * <p>A fault affects requests whose head arrives after it was injected; earlier requests are not
 * affected. The port stays open all the time, so that it does not change: {@link
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

  /** A fault, the number of requests it may still affect, and the latch of its end. */
  private record Injected(AwsFault fault, AtomicLong left, CountDownLatch over) {}

  /** A fault that affects a request, and the latch of its end. */
  record Met(AwsFault fault, CountDownLatch over) {}

  /**
   * Listens on a free port, and forwards everything.
   *
   * @param target the address of the service
   * @param random decides which requests a fault affects; used by one thread at a time
   * @param failed receives a failure of the proxy itself, from any thread
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

  /** The address that the process uses for the service. */
  public URI endpoint() {
    return URI.create("http://%s:%d".formatted(HOST, server.getLocalPort()));
  }

  /** Injects a fault into requests from now on, instead of any earlier fault. */
  public void inject(AwsFault fault) {
    replace(new Injected(fault, new AtomicLong(fault.times()), new CountDownLatch(1)));
  }

  /**
   * Ends the fault. Requests that hang stay without an answer: their callers must give up. Late
   * requests are served.
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

  /** The number of requests affected so far. */
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
      // One side is gone, or was cut off here. Close the other side too.
      log.atDebug()
          .addKeyValue("service", service)
          .addKeyValue("reason", e.getMessage())
          .log("proxy.connection_ended");
    } finally {
      connections.remove(client);
    }
  }

  /** The fault that affects this request; empty for none. */
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

  /** Cuts all connections. */
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
