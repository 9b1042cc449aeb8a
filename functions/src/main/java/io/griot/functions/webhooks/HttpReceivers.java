package io.griot.functions.webhooks;

import io.griot.contract.net.AddressRules;
import io.griot.contract.net.RefusedAddressException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by {@code POST}. The connection goes to the addresses that were checked, so no look-up
 * in between can say something else. Redirects are not followed: a receiver that moved has a new
 * address. Nothing of an answer is read but its status. Thread-safe.
 */
public final class HttpReceivers implements Receivers, AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** From the look-up of the name to the status. */
  static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(10);

  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_ANSWER_BYTES = 4_096;

  private final CloseableHttpClient http;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("webhook-deadline").daemon().factory());

  public HttpReceivers(AddressRules rules) {
    this(SystemDefaultDnsResolver.INSTANCE, rules);
  }

  HttpReceivers(DnsResolver dns, AddressRules rules) {
    Timeout total = Timeout.of(TOTAL_TIMEOUT);
    http =
        HttpClients.custom()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            // A connection that the receiver closed meanwhile would look like one that is dead.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("Griot")
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new Checked(dns, rules))
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(CONNECT_TIMEOUT))
                            .setSocketTimeout(total)
                            .build())
                    .setMaxConnTotal(MAX_CONNECTIONS)
                    .setMaxConnPerRoute(MAX_CONNECTIONS)
                    .build())
            .build();
  }

  @Override
  public Answer deliver(Delivery delivery) {
    HttpPost post = post(delivery);
    ScheduledFuture<?> deadline =
        timer.schedule(post::cancel, TOTAL_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      int status =
          http.execute(
              post,
              response -> {
                finish(post, response.getEntity());
                return response.getCode();
              });
      return status / 100 == 2 ? new Answer.Taken() : new Answer.Failed("status " + status);
    } catch (RefusedAddressException e) {
      return new Answer.Failed("not on the public internet");
    } catch (IOException e) {
      return new Answer.Failed(post.isCancelled() ? "timeout" : e.getClass().getSimpleName());
    } finally {
      deadline.cancel(false);
    }
  }

  /** A short answer is read, as its sender expects; another could be endless. */
  private static void finish(HttpPost post, @Nullable HttpEntity answer) {
    if (answer != null) {
      long length = answer.getContentLength();
      if (length >= 0 && length <= MAX_ANSWER_BYTES) {
        EntityUtils.consumeQuietly(answer);
      } else {
        post.cancel();
      }
    }
  }

  private static HttpPost post(Delivery delivery) {
    HttpPost post = new HttpPost(delivery.webhook().url());
    post.setEntity(new ByteArrayEntity(delivery.bytes(), ContentType.APPLICATION_JSON));
    post.setHeader("webhook-id", delivery.id());
    post.setHeader("webhook-timestamp", Long.toString(delivery.timestamp()));
    post.setHeader("webhook-signature", delivery.signature());
    delivery.apiKey().ifPresent(key -> post.setHeader("x-api-key", key));
    return post;
  }

  /** Names lead only where the rules allow. */
  private record Checked(DnsResolver dns, AddressRules rules) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return rules.checked(dns.resolve(host));
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      return dns.resolveCanonicalHostname(host);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
