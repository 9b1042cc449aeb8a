package io.griot.contract.net;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The web pages of other origins that may call the API from a browser (the Fetch standard, CORS).
 * Never with credentials: the page itself sets the header with the key. The gateway answers
 * preflights, on AWS API Gateway and locally its emulator; the API's handler never sees one.
 *
 * @param origins {@code *} for any origin, or a list of origins; empty turns CORS off
 */
public record Cors(List<String> origins) {
  /** Every origin: the default. */
  public static final Cors ANY = new Cors(List.of("*"));

  /** No other origin. */
  public static final Cors OFF = new Cors(List.of());

  /**
   * The request headers that pages may send. They are listed, because older browsers do not support
   * {@code *}.
   */
  public static final List<String> ALLOWED_HEADERS =
      List.of(
          "authorization",
          "command-expires-in",
          "content-encoding",
          "content-type",
          "idempotency-key",
          "pairing-token",
          "prefer",
          "x-api-key",
          "x-requested-with",
          "*");

  /** The response headers that pages may read, beside those that every page may. */
  public static final List<String> EXPOSED_HEADERS =
      List.of(
          "allow",
          "content-disposition",
          "content-encoding",
          "griot-subscription",
          "griot-warning",
          "location",
          "ratelimit",
          "ratelimit-policy",
          "retry-after",
          "server-timing",
          "x-command-id");

  /** The time for which a browser may cache a preflight's answer. No browser caches it longer. */
  public static final Duration MAX_AGE = Duration.ofHours(2);

  private static final String ANYBODY = "*";

  public Cors {
    origins = List.copyOf(origins);
  }

  /**
   * Parses the setting.
   *
   * @param text {@code *}, {@code none}, or origins separated by commas
   * @throws IllegalArgumentException when one is not an origin
   */
  public static Cors parse(String text) {
    if (text.strip().equals("none")) {
      return OFF;
    }
    // Browsers send origins in lower case.
    List<String> origins =
        Arrays.stream(text.split(",", -1))
            .map(origin -> origin.strip().toLowerCase(Locale.ROOT))
            .toList();
    for (String origin : origins) {
      if (!origin.equals(ANYBODY)
          && !origin.matches("https?://([\\w.-]{1,253}|\\[[\\da-f:.]{2,45}])(:\\d{1,5})?")) {
        throw new IllegalArgumentException(
            "not *, none, or origins such as https://shop.example, with commas between them");
      }
    }
    return origins.contains(ANYBODY) ? ANY : new Cors(origins);
  }

  /** Whether any origin is allowed. */
  public boolean isOn() {
    return !origins.isEmpty();
  }

  /**
   * The headers of an answer. When any origin is allowed they are always the same, also for
   * requests without an origin, so that no cache stores an answer without them.
   *
   * @param origin the request's origin, if it has one
   */
  public Map<String, String> answer(Optional<String> origin) {
    Map<String, String> headers = new LinkedHashMap<>();
    if (origins.contains(ANYBODY)) {
      headers.put("Access-Control-Allow-Origin", ANYBODY);
    } else if (isOn()) {
      headers.put("Vary", "Origin");
      origin
          .filter(origins::contains)
          .ifPresent(known -> headers.put("Access-Control-Allow-Origin", known));
    }
    if (headers.containsKey("Access-Control-Allow-Origin")) {
      headers.put("Access-Control-Expose-Headers", String.join(",", EXPOSED_HEADERS));
    }
    return headers;
  }

  /**
   * The headers of a preflight's answer, instead of {@link #answer}.
   *
   * @param methods the API's methods
   */
  public Map<String, String> preflight(Optional<String> origin, Iterable<String> methods) {
    Map<String, String> headers = new LinkedHashMap<>(answer(origin));
    if (headers.remove("Access-Control-Expose-Headers") != null) {
      headers.put("Access-Control-Allow-Methods", String.join(",", methods));
      headers.put("Access-Control-Allow-Headers", String.join(",", ALLOWED_HEADERS));
      headers.put("Access-Control-Max-Age", Long.toString(MAX_AGE.toSeconds()));
    }
    return headers;
  }
}
