package io.griot.functions.webhooks;

import io.griot.publichttp.AddressRules;
import io.griot.publichttp.CallTimedOutException;
import io.griot.publichttp.PublicHttpClient;
import io.griot.publichttp.RefusedAddressException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * Delivers by {@code POST}. Does not follow redirects: a receiver that moved needs a new address in
 * its webhook. Of an answer, only the status and {@code Retry-After} are used. Thread-safe.
 */
public final class HttpReceivers implements Receivers, AutoCloseable {
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** The time limit from the look-up of the name to the status. */
  static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(10);

  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_ANSWER_BYTES = 4_096;

  private final PublicHttpClient http;

  /** Creates receivers whose addresses the rules allow. */
  public HttpReceivers(AddressRules rules) {
    this(SystemDefaultDnsResolver.INSTANCE, rules);
  }

  HttpReceivers(DnsResolver dns, AddressRules rules) {
    http =
        new PublicHttpClient(
            dns,
            rules,
            new PublicHttpClient.Limits(
                CONNECT_TIMEOUT, TOTAL_TIMEOUT, MAX_CONNECTIONS, MAX_CONNECTIONS));
  }

  @Override
  public Answer deliver(Delivery delivery) {
    HttpPost post = post(delivery);
    try (PublicHttpClient.Call call = http.call()) {
      return call.execute(
          post,
          response -> {
            finish(post, response.getEntity());
            return answer(response);
          });
    } catch (RefusedAddressException e) {
      return Answer.Failed.silent("not on the public internet");
    } catch (CallTimedOutException e) {
      return Answer.Failed.silent("timeout");
    } catch (IOException e) {
      return Answer.Failed.silent(e.getClass().getSimpleName());
    }
  }

  private static Answer answer(HttpResponse response) {
    int status = response.getCode();
    return status / 100 == 2
        ? new Answer.Taken(status)
        : Answer.Failed.status(
            status,
            Optional.ofNullable(response.getFirstHeader("retry-after")).map(Header::getValue));
  }

  /** Reads a short answer to its end, as its sender expects; a longer one could be endless. */
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
    post.setHeader("webhook-signature", delivery.signatures());
    delivery.replay().ifPresent(id -> post.setHeader("webhook-replay", id));
    delivery.apiKey().ifPresent(key -> post.setHeader("x-api-key", key));
    return post;
  }

  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
