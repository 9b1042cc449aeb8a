package io.griot.functions;

import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Request;
import java.util.Arrays;
import java.util.Optional;

/** What a request's headers ask for beside its operation. */
final class Preferences {
  private Preferences() {}

  /**
   * The name that the caller gave the request.
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

  /** Whether the caller would rather not wait (RFC 7240). */
  static boolean respondAsync(Request request) {
    return request.header("prefer").stream()
        .flatMap(header -> Arrays.stream(header.split("[,;]", -1)))
        .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
  }
}
