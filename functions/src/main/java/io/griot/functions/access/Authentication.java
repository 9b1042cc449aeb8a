package io.griot.functions.access;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.FailureCode;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Tells who calls from the key they send. What is stored is believed for {@link #BELIEVED}: so long
 * may a revoked key or a suspended customer still get in. Unknown keys are not remembered: guessing
 * must not push out those that are used. Thread-safe.
 */
public final class Authentication {
  /** How long a stored key and subscription are believed without looking again. */
  public static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final int MAX_REMEMBERED = 10_000;
  private static final int MAX_KEY_LENGTH = 200;

  private record Access(ApiKey key, Subscription subscription) {}

  private final AccessStore records;
  private final InstantSource clock;
  private final BoundedCache<String, Access> believed;

  public Authentication(AccessStore records, InstantSource clock) {
    this.records = records;
    this.clock = clock;
    this.believed = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * The caller with this key.
   *
   * @throws ApiFailure {@code INVALID_API_KEY} for a key that is missing, unknown, revoked or
   *     expired; {@code SUBSCRIPTION_SUSPENDED} when its customer has not paid
   */
  public Caller caller(Optional<String> key) {
    Access access =
        key.filter(text -> text.length() <= MAX_KEY_LENGTH)
            .map(ApiKeyItem::hashOf)
            .flatMap(this::access)
            .orElseThrow(() -> new ApiFailure(FailureCode.INVALID_API_KEY));
    Instant now = clock.instant();
    if (!access.key().holds(now)) {
      throw new ApiFailure(FailureCode.INVALID_API_KEY);
    }
    if (!access.subscription().holds(now)) {
      throw new ApiFailure(FailureCode.SUBSCRIPTION_SUSPENDED);
    }
    return new Caller(
        access.key().customer(), access.key().environment(), access.subscription().sending());
  }

  private Optional<Access> access(String hash) {
    Optional<Access> remembered = believed.get(hash);
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<Access> stored =
        records
            .key(hash)
            .map(key ->
                new Access(key, records.subscription(key.customer()).orElse(Subscription.NONE)));
    stored.ifPresent(access -> believed.put(hash, access));
    return stored;
  }
}
