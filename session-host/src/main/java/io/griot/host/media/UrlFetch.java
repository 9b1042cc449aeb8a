package io.griot.host.media;

import io.griot.publichttp.AddressRules;
import io.griot.publichttp.CallTimedOutException;
import io.griot.publichttp.PublicHttpClient;
import io.griot.publichttp.RefusedAddressException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Downloads files from callers' URLs to disk. Only {@code http} and {@code https} are allowed,
 * within {@link FetchLimits}, and only from public addresses. Thread-safe; blocks until the file is
 * complete.
 */
final class UrlFetch implements AutoCloseable {
  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int BUFFER_BYTES = 64 * 1024;

  private static final int MAX_CONNECTIONS = 64;
  private static final int MAX_CONNECTIONS_TO_ONE_HOST = 16;

  private final FetchLimits limits;
  private final PublicHttpClient http;

  UrlFetch(DnsResolver dns, AddressRules rules, FetchLimits limits) {
    this.limits = limits;
    this.http =
        new PublicHttpClient(
            dns,
            rules,
            new PublicHttpClient.Limits(
                limits.total(), limits.total(), MAX_CONNECTIONS, MAX_CONNECTIONS_TO_ONE_HOST));
  }

  /** The reason why a file could not be fetched. The message is shown to the caller. */
  static final class FetchException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean tooSlow;

    FetchException(String reason) {
      this(reason, false);
    }

    private FetchException(String reason, boolean tooSlow) {
      super(reason, null, false, false);
      this.tooSlow = tooSlow;
    }

    /** Whether the time ran out. A repeated request may then succeed. */
    boolean isTooSlow() {
      return tooSlow;
    }
  }

  /**
   * A completed download.
   *
   * @param from the address after all redirects
   * @param contentType as the server declared it, without parameters
   * @param disposition the server's {@code Content-Disposition}
   */
  record Fetched(URI from, Optional<String> contentType, Optional<String> disposition) {}

  /**
   * Downloads to a file and overwrites it.
   *
   * @throws FetchException when the URL is invalid, its server fails, or a limit is exceeded
   * @throws IOException when the file cannot be written
   */
  Fetched fetch(String url, Path target) throws FetchException, IOException {
    try (PublicHttpClient.Call call = http.call()) {
      URI address = address(url);
      // Redirects are followed here and not by the client, so that each is counted and its address
      // is checked.
      for (int hop = 0; hop <= limits.maxRedirects(); hop++) {
        HttpGet get = new HttpGet(address);
        switch (call.execute(get, response -> hop(get, response, target))) {
          case Hop.Done(Fetched fetched) -> {
            return fetched;
          }
          case Hop.Redirect(String location) -> address = resolved(address, location);
          case Hop.Failed(String reason) -> throw new FetchException(reason);
        }
      }
      throw new FetchException("redirects more than " + limits.maxRedirects() + " times");
    } catch (RefusedAddressException e) {
      throw new FetchException("is not on the public internet");
    } catch (TargetException e) {
      throw e.cause;
    } catch (CallTimedOutException e) {
      throw new FetchException("took longer than " + limits.total().toSeconds() + " s", true);
    } catch (IOException e) {
      throw new FetchException("cannot be fetched");
    }
  }

  private sealed interface Hop {
    record Done(Fetched fetched) implements Hop {}

    record Redirect(String location) implements Hop {}

    record Failed(String reason) implements Hop {}
  }

  private Hop hop(HttpGet get, ClassicHttpResponse response, Path target) throws IOException {
    int status = response.getCode();
    Header location = response.getFirstHeader("Location");
    if (status >= 300 && status < 400 && location != null) {
      get.cancel(); // A redirect's body could be endless.
      return new Hop.Redirect(location.getValue());
    }
    HttpEntity entity = response.getEntity();
    if (status != 200 || entity == null) {
      get.cancel();
      return new Hop.Failed("cannot be fetched: its server answers " + status);
    }
    if (entity.getContentLength() > limits.maxBytes() || !copied(entity.getContent(), target)) {
      get.cancel();
      return new Hop.Failed("is larger than " + (limits.maxBytes() >> 20) + " MB");
    }
    return new Hop.Done(
        new Fetched(
            uri(get),
            value(response, "Content-Type").map(type -> type.split(";", 2)[0].strip()),
            value(response, "Content-Disposition")));
  }

  private static URI uri(HttpGet get) throws IOException {
    try {
      return get.getUri();
    } catch (URISyntaxException e) {
      throw new IOException("a request's own address", e);
    }
  }

  private static Optional<String> value(ClassicHttpResponse response, String name) {
    return Optional.ofNullable(response.getFirstHeader(name)).map(Header::getValue);
  }

  /** Copies the body; false when it exceeds the limit. */
  private boolean copied(InputStream from, Path target) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    try (OutputStream out = open(target)) {
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        total += n;
        if (total > limits.maxBytes()) {
          return false;
        }
        write(out, buffer, n);
      }
    }
    return true;
  }

  /** The local file could not be written. Kept apart from failures of the URL. */
  private static final class TargetException extends IOException {
    private static final long serialVersionUID = 1;
    private final IOException cause;

    TargetException(IOException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private static OutputStream open(Path target) throws TargetException {
    try {
      return Files.newOutputStream(target);
    } catch (IOException e) {
      throw new TargetException(e);
    }
  }

  private static void write(OutputStream out, byte[] buffer, int length) throws TargetException {
    try {
      out.write(buffer, 0, length);
    } catch (IOException e) {
      throw new TargetException(e);
    }
  }

  private static URI address(String url) throws FetchException {
    try {
      URI address = new URI(url);
      boolean isWeb = address.getScheme() != null && SCHEMES.contains(lower(address.getScheme()));
      if (!isWeb || address.getHost() == null || address.getUserInfo() != null) {
        throw new FetchException("must be an http or https address");
      }
      return address;
    } catch (URISyntaxException e) {
      throw new FetchException("must be an http or https address");
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(java.util.Locale.ROOT);
  }

  private static URI resolved(URI from, String location) throws FetchException {
    try {
      return address(from.resolve(location).toString());
    } catch (IllegalArgumentException e) {
      throw new FetchException("redirects to what is no address");
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
