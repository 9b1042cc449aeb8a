package io.griot.functions.fairuse;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.LimitItem;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds a customer's upload places per day, in UTC. If the store fails, uploads are allowed:
 * paying customers are served. Thread-safe.
 */
public final class UploadQuota {
  private static final Logger log = LoggerFactory.getLogger(UploadQuota.class);

  private final DailyCounter counter;
  private final LimitsStore limits;
  private final InstantSource clock;

  public UploadQuota(DailyCounter counter, LimitsStore limits, InstantSource clock) {
    this.counter = counter;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Takes an upload place.
   *
   * @throws ApiFailure {@code UPLOAD_QUOTA_EXCEEDED}, with the time until the day's end
   */
  public void take(CustomerId customer) {
    Instant now = clock.instant();
    UtcDay day = UtcDay.of(now);
    int limit = limits.of(customer).uploadsPerDay();
    if (!counts(customer, day, limit)) {
      Bound.UPLOADS.reached(log, customer).addKeyValue("limit", limit).log();
      throw new ApiFailure(
          FailureCode.UPLOAD_QUOTA_EXCEEDED,
          FailureCode.UPLOAD_QUOTA_EXCEEDED.text() + ": at most %d a day".formatted(limit),
          Duration.between(now, day.ends()));
    }
  }

  private boolean counts(CustomerId customer, UtcDay day, int limit) {
    try {
      return limit > 0
          && counter.count(LimitItem.ofUploads(customer, day.date()), limit, day.forgottenAt());
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).addKeyValue("customerId", customer).log("upload.not_counted");
      return true;
    }
  }
}
