package io.griot.contract.net;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which pages of other origins may call the API from a browser (the Fetch standard, CORS). Never
 * with credentials: a key travels in a header that the page itself sets. The gateway answers, on
 * AWS API Gateway and locally the one that imitates it; the API's handler sees no preflight.
 *
 * @param origins {@code *} for any, or each origin; none turns it off
 */
public record Cors(List<String> origins) {
  /** Every origin: the default. */
  public static final Cors ANY = new Cors(List.of("*"));

  /** No other origin. */
  public static final Cors OFF = new Cors(List.of());

  /**
   * The headers that pages may send. Older browsers do not take {@code *}, so the usual are named.
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

  /** The headers of answers that pages may read, beside those that every page may. */
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

  /** How long a browser may keep a preflight's answer: no browser keeps it longer. */
  public static final Duration MAX_AGE = Duration.ofHours(2);

  private static final String ANYBODY = "*";

  public Cors {
    origins = List.copyOf(origins);
  }

  /**
   * Reads what an operator wrote.
   *
   * @param text {@code *}, {@code none}, or origins separated by commas
   * @throws IllegalArgumentException when one is no origin
   */
  public static Cors parse(String text) {
    if (text.strip().equals("none")) {
      return OFF;
    }
    // Browsers send an origin in small letters.
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

  /** Whether there is anybody to answer. */
  public boolean isOn() {
    return !origins.isEmpty();
  }

  /**
   * The headers of every answer. To any origin they are always the same, also without one, so that
   * no cache keeps an answer that lacks them.
   *
   * @param origin the request's, if it has one
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
   * The headers of a preflight's answer, in the place of {@link #answer}.
   *
   * @param methods those that the API has
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
