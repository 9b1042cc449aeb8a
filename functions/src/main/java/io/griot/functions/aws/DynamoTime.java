package io.griot.functions.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;

/**
 * DynamoDB's own time: the {@code Date} of its answers, to the second. Heartbeats are stored by it
 * and judged by it, so that no host's clock is ever compared with another. DynamoDB and DynamoDB
 * Local always send the header; something in between that drops it leaves this machine's clock,
 * which on Lambda is kept right by AWS. Thread-safe.
 */
final class DynamoTime {
  private final InstantSource fallback;

  DynamoTime(InstantSource fallback) {
    this.fallback = fallback;
  }

  /** When DynamoDB gave this answer. */
  Instant of(SdkResponse answer) {
    return Optional.ofNullable(answer.sdkHttpResponse())
        .flatMap(http -> http.firstMatchingHeader("Date"))
        .flatMap(DynamoTime::parsed)
        .orElseGet(fallback::instant);
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
