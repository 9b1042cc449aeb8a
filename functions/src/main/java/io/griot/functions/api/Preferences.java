package io.griot.functions.api;

import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Request;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a request's preferences from its headers and query. */
final class Preferences {
  private static final Duration LONGEST_EXPIRY = Duration.ofDays(7);
  private static final Pattern WAIT =
      Pattern.compile("wait *= *\"?(\\d{1,9})\"?", Pattern.CASE_INSENSITIVE);

  private Preferences() {}

  /**
   * Whether the request is a dry run.
   *
   * @throws ApiFailure {@code INVALID_FIELD} when the parameter is neither {@code true} nor {@code
   *     false}
   */
  static boolean dryRun(Request request) {
    return switch (request.queryParameter("dry_run").orElse("false")) {
      case "true", "1" -> true; // PHP clients write booleans as numbers
      case "false", "0" -> false;
      default -> throw new ApiFailure(FailureCode.INVALID_FIELD, "dry_run: must be true or false");
    };
  }

  /**
   * The caller's idempotency key.
   *
   * @throws ApiFailure {@code INVALID_FIELD} when it is not 1 to 255 printable ASCII characters
   */
  static Optional<String> idempotencyKey(Request request) {
    Optional<String> key = request.header("idempotency-key");
    if (key.isPresent() && !key.get().matches("[ -~]{1,255}")) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD,
          "Idempotency-Key: must be 1 to 255 printable ASCII characters");
    }
    return key;
  }

  /**
   * The time within which the command must start, if the caller sets one.
   *
   * @throws ApiFailure {@code INVALID_FIELD} when it is not a whole number of seconds up to a week
   */
  static Optional<Duration> expiresIn(Request request) {
    Optional<String> seconds = request.header("command-expires-in");
    if (seconds.isPresent()
        && (!seconds.get().matches("[0-9]{1,6}")
            || Integer.parseInt(seconds.get()) < 1
            || Integer.parseInt(seconds.get()) > LONGEST_EXPIRY.toSeconds())) {
      throw new ApiFailure(
          FailureCode.INVALID_FIELD,
          "Command-Expires-In: must be a whole number of seconds from 1 to "
              + LONGEST_EXPIRY.toSeconds());
    }
    return seconds.map(Long::valueOf).map(Duration::ofSeconds);
  }

  /** Whether the caller prefers not to wait (RFC 7240). */
  static boolean respondAsync(Request request) {
    return preferences(request)
        .anyMatch(preference -> preference.equalsIgnoreCase("respond-async"));
  }

  /** The time that the caller prefers to wait (RFC 7240); a malformed preference is ignored. */
  static Optional<Duration> wait(Request request) {
    return preferences(request)
        .map(WAIT::matcher)
        .filter(Matcher::matches)
        .map(match -> Duration.ofSeconds(Long.parseLong(match.group(1))))
        .findFirst();
  }

  private static Stream<String> preferences(Request request) {
    return request.header("prefer").stream()
        .flatMap(header -> Arrays.stream(header.split("[,;]", -1)))
        .map(String::strip);
  }
}
