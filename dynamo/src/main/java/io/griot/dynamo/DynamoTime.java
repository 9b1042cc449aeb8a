package io.griot.dynamo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * DynamoDB's own time: the {@code Date} of its answers, to the second. Heartbeats are stored by it
 * and judged by it, so that no host's clock is ever compared with another. DynamoDB and DynamoDB
 * Local always send the header; something in between that drops it leaves this machine's clock,
 * which on Lambda is kept right by AWS. Thread-safe.
 */
public final class DynamoTime {
  private final InstantSource fallback;

  public DynamoTime(InstantSource fallback) {
    this.fallback = fallback;
  }

  /** When DynamoDB gave this answer. */
  public Instant of(SdkResponse answer) {
    return Optional.ofNullable(answer.sdkHttpResponse())
        .flatMap(DynamoTime::in)
        .orElseGet(fallback::instant);
  }

  /** When an answer was given; empty when it does not say so, or not readably. */
  public static Optional<Instant> in(SdkHttpResponse answer) {
    return answer.firstMatchingHeader("Date").flatMap(DynamoTime::parsed);
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
