package io.griot.dynamo;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * DynamoDB's own time: the {@code Date} of its answers, to the second. Heartbeats are stored and
 * judged by it, so that clocks of different hosts are never compared. DynamoDB and DynamoDB Local
 * always send the header. Behind a proxy that drops it, this machine's clock is used. Thread-safe.
 */
public final class DynamoTime {
  private final InstantSource fallback;

  public DynamoTime(InstantSource fallback) {
    this.fallback = fallback;
  }

  /** The time at which DynamoDB gave an answer. */
  public Instant of(SdkResponse answer) {
    return Optional.ofNullable(answer.sdkHttpResponse())
        .flatMap(DynamoTime::in)
        .orElseGet(fallback::instant);
  }

  /** The time at which an answer was given; empty when its {@code Date} is absent or unreadable. */
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
