package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection to the proxy, and the connection to the service behind it. Used by one
 * thread; other threads may reset the client's socket.
 */
final class ProxiedConnection implements AutoCloseable {
  private final Socket client;
  private final AwsService service;
  private final URI target;
  private final CountDownLatch closed;
  private final InputStream fromClient;
  private final OutputStream toClient;
  private @Nullable Upstream upstream;

  /** The connection to the service. */
  private record Upstream(SocketChannel channel, InputStream in, OutputStream out) {}

  ProxiedConnection(Socket client, AwsService service, URI target, CountDownLatch closed)
      throws IOException {
    this.client = client;
    this.service = service;
    this.target = target;
    this.closed = closed;
    this.fromClient = new BufferedInputStream(client.getInputStream());
    this.toClient = new BufferedOutputStream(client.getOutputStream());
  }

  /** Serves requests until one side closes. */
  void serve(Function<HttpHead, Optional<AwsProxy.Met>> meets) throws IOException {
    boolean more = true;
    while (more) {
      Optional<HttpHead> request = HttpHead.read(fromClient);
      more = request.isPresent() && serve(request.get(), meets.apply(request.get()));
    }
  }

  /**
   * Serves a request.
   *
   * @return whether another request may follow
   */
  private boolean serve(HttpHead request, Optional<AwsProxy.Met> met) throws IOException {
    if (met.isEmpty()) {
      return pass(request);
    }
    AwsFault fault = met.get().fault();
    return switch (fault.kind()) {
      case SLOW -> isOpenAfter(fault.delay().toNanos()) && pass(request);
      case LATE -> passLater(request, met.get().over());
      case REFUSE -> cut();
      case HANG -> hang();
      case THROTTLE -> {
        takeBody(request, fromClient, OutputStream.nullOutputStream());
        yield refuse(request, service.throttled());
      }
      case ERROR_AFTER_WORK -> {
        boolean _ = forward(request, fromClient, Optional.empty());
        yield refuse(request, service.failed());
      }
      case CUT_AFTER_WORK -> {
        boolean _ = forward(request, fromClient, Optional.empty());
        yield cut();
      }
    };
  }

  private boolean pass(HttpHead request) throws IOException {
    return forward(request, fromClient, Optional.of(toClient)) && !request.closes();
  }

  /**
   * Serves a request after the latch. A client that is gone is noticed only when it is answered.
   */
  private boolean passLater(HttpHead request, CountDownLatch then) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    takeBody(request, fromClient, body);
    await(then);
    if (closed.getCount() == 0) {
      return false;
    }
    InputStream kept = new ByteArrayInputStream(body.toByteArray());
    return forward(request.without("expect"), kept, Optional.of(toClient)) && !request.closes();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Forwards a request to the service.
   *
   * @param body the source of the request's body
   * @param answerTo empty to drop the answer
   * @return whether the client's connection stays open after the answer
   */
  private boolean forward(HttpHead request, InputStream body, Optional<OutputStream> answerTo)
      throws IOException {
    Upstream service = connected();
    // Answer "Expect" here: the service would otherwise wait for a client that may get no answer.
    request.without("expect").write(service.out());
    takeBody(request, body, service.out());
    HttpHead answer = answer(service.in());
    OutputStream out = answerTo.orElseGet(OutputStream::nullOutputStream);
    answer.write(out);
    boolean goesOn = HttpBody.ofAnswer(request, answer, service.in(), out);
    if (!goesOn) {
      disconnect();
    }
    return goesOn;
  }

  private static HttpHead answer(InputStream in) throws IOException {
    HttpHead answer;
    do {
      answer = HttpHead.read(in).orElseThrow(() -> new IOException("the service did not answer"));
    } while (answer.status() < 200);
    return answer;
  }

  private void takeBody(HttpHead request, InputStream in, OutputStream out) throws IOException {
    if (request.header("expect").isPresent()) {
      toClient.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      toClient.flush();
    }
    HttpBody.ofRequest(request, in, out);
  }

  private boolean refuse(HttpHead request, AwsService.Refusal refusal) throws IOException {
    byte[] body = (request.method().equals("HEAD") ? "" : refusal.body()).getBytes(ISO_8859_1);
    List<String> headers = new ArrayList<>();
    headers.add("Content-Type: " + refusal.contentType());
    headers.add("Content-Length: " + body.length);
    headers.add("x-amzn-RequestId: made-to-fail");
    if (!refusal.queryError().isEmpty()) {
      headers.add("x-amzn-query-error: " + refusal.queryError());
    }
    new HttpHead("HTTP/1.1 %d Refused".formatted(refusal.status()), headers).write(toClient);
    toClient.write(body);
    toClient.flush();
    return !request.closes();
  }

  private boolean cut() {
    reset(client);
    return false;
  }

  /** Reads until the client closes. */
  private boolean hang() throws IOException {
    var _ = fromClient.transferTo(OutputStream.nullOutputStream());
    return false;
  }

  private boolean isOpenAfter(long nanos) throws IOException {
    try {
      return !closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * The connection to the service. The service closes idle connections; a closed one is replaced.
   */
  private Upstream connected() throws IOException {
    Upstream kept = upstream;
    if (kept != null && lives(kept)) {
      return kept;
    }
    disconnect();
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(target.getHost(), target.getPort()));
    Upstream made =
        new Upstream(
            channel,
            new BufferedInputStream(Channels.newInputStream(channel)),
            new BufferedOutputStream(Channels.newOutputStream(channel)));
    upstream = made;
    return made;
  }

  private static boolean lives(Upstream kept) throws IOException {
    kept.channel().configureBlocking(false);
    try {
      return kept.channel().read(ByteBuffer.allocate(1)) == 0;
    } catch (IOException e) {
      return false;
    } finally {
      kept.channel().configureBlocking(true);
    }
  }

  private void disconnect() throws IOException {
    Upstream kept = upstream;
    upstream = null;
    if (kept != null) {
      kept.channel().close();
    }
  }

  /** Resets a connection, so that the other side sees an error and not an end. */
  static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      return; // already closed
    }
  }

  @Override
  public void close() throws IOException {
    try (client) {
      disconnect();
    }
  }
}
