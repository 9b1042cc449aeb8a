package io.griot.publichttp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for URLs that callers give. It connects only to addresses that {@link
 * AddressRules} allow, and to exactly those that were checked. It follows no redirect, retries
 * nothing, keeps no cookie and reuses no connection. Each {@link Call} has a deadline. Thread-safe.
 */
public final class PublicHttpClient implements AutoCloseable {
  private final Limits limits;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("public-http-deadline").daemon().factory());

  /**
   * The limits of calls.
   *
   * @param connect the maximum time until a connection is established
   * @param total the maximum time of a call, from the first DNS look-up to the last byte
   * @param connections the maximum number of connections
   * @param perRoute the maximum number of connections to one host
   */
  public record Limits(Duration connect, Duration total, int connections, int perRoute) {}

  /** A client with this machine's resolver. */
  public PublicHttpClient(AddressRules rules, Limits limits) {
    this(SystemDefaultDnsResolver.INSTANCE, rules, limits);
  }

  /**
   * A client with another resolver.
   *
   * @param dns called once for every connection
   */
  public PublicHttpClient(DnsResolver dns, AddressRules rules, Limits limits) {
    this.limits = limits;
    this.http =
        HttpClients.custom()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            // A reused connection that the other side had closed would look like a dead server.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("Griot")
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedDns(dns, rules))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(limits.connect()))
                            .setSocketTimeout(Timeout.of(limits.total()))
                            .build())
                    .setMaxConnTotal(limits.connections())
                    .setMaxConnPerRoute(limits.perRoute())
                    .build())
            .build();
  }

  /** Begins a call; its time starts now. The caller must close it. */
  public Call call() {
    return new Call();
  }

  /**
   * A sequence of requests with one deadline. The deadline ends the current request. Used by one
   * thread.
   */
  public final class Call implements AutoCloseable {
    private final Future<?> deadline =
        timer.schedule(this::end, limits.total().toNanos(), TimeUnit.NANOSECONDS);
    private @Nullable HttpUriRequestBase current;
    private boolean isEnded;

    private Call() {}

    /**
     * Sends a request and waits for its answer. Blocks, until the deadline at most.
     *
     * @param handler reads the answer; it may cancel the request and leave the rest unread
     * @throws CallTimedOutException when the deadline passes, or connecting takes too long
     * @throws RefusedAddressException when the address is not public
     * @throws IOException when the server cannot be reached, or when the handler throws it
     */
    public <T> T execute(HttpUriRequestBase request, HttpClientResponseHandler<T> handler)
        throws IOException {
      begin(request);
      try {
        return http.execute(request, handler);
      } catch (IOException e) {
        throw isOver() || e instanceof InterruptedIOException ? new CallTimedOutException(e) : e;
      }
    }

    private synchronized void begin(HttpUriRequestBase request) {
      current = request;
      if (isEnded) {
        request.cancel();
      }
    }

    private synchronized void end() {
      isEnded = true;
      if (current != null) {
        current.cancel();
      }
    }

    private synchronized boolean isOver() {
      return isEnded;
    }

    /** Cancels the deadline. */
    @Override
    public void close() {
      deadline.cancel(false);
    }
  }

  /** Closes all connections. */
  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    http.close();
  }
}
