package io.griot.functions.billing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.publichttp.AddressRules;
import io.griot.publichttp.PublicHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Sends JSON requests to providers. Their addresses are configuration; still, only addresses of the
 * public internet are allowed. Thread-safe.
 */
public final class ProviderHttp implements AutoCloseable {
  private static final PublicHttpClient.Limits LIMITS =
      new PublicHttpClient.Limits(Duration.ofSeconds(5), Duration.ofSeconds(12), 16, 16);

  private static final int MAX_ANSWER_BYTES = 256 * 1024;

  private final PublicHttpClient http;

  public ProviderHttp(AddressRules rules) {
    this.http = new PublicHttpClient(rules, LIMITS);
  }

  /**
   * The answer's body, also with a status of 4xx: providers say in it what is wrong.
   *
   * @throws ProviderUnreachableException when there is none that is a JSON object, or the provider
   *     itself has failed (5xx): what it says then is not of the payment
   */
  public ObjectNode get(URI address, Map<String, String> headers) {
    return execute(new HttpGet(address), headers);
  }

  /** Sends a POST request; otherwise as {@link #get}. */
  public ObjectNode post(URI address, Map<String, String> headers, ObjectNode body) {
    HttpPost post = new HttpPost(address);
    post.setEntity(
        new ByteArrayEntity(body.toString().getBytes(UTF_8), ContentType.APPLICATION_JSON));
    return execute(post, headers);
  }

  private ObjectNode execute(HttpUriRequestBase request, Map<String, String> headers) {
    headers.forEach(request::setHeader);
    request.setHeader("Accept", "application/json");
    try (PublicHttpClient.Call call = http.call()) {
      return call.execute(request, ProviderHttp::read);
    } catch (IOException e) {
      throw new ProviderUnreachableException(e.getClass().getSimpleName());
    }
  }

  private static ObjectNode read(ClassicHttpResponse response) throws IOException {
    if (response.getEntity() == null || response.getCode() >= 500) {
      throw new ProviderUnreachableException("status " + response.getCode() + ", no answer");
    }
    try (InputStream body = response.getEntity().getContent()) {
      byte[] bytes = body.readNBytes(MAX_ANSWER_BYTES);
      return Json.readObject(new String(bytes, UTF_8));
    } catch (IllegalArgumentException e) {
      throw new ProviderUnreachableException("status " + response.getCode() + ", no JSON object");
    }
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
