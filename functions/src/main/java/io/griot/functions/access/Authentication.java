package io.griot.functions.access;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Identifies the caller by API key. Stored keys and subscriptions are cached for {@link #BELIEVED}:
 * for that time a revoked key or a suspended customer may still be served. A customer who is not
 * served is looked up each time. Unknown keys are not cached, so that guesses cannot evict keys in
 * use. A text that is no key, or has a wrong checksum, is refused without a read. Thread-safe.
 */
public final class Authentication {
  /** The time for which a stored key and subscription are cached. */
  public static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final int MAX_REMEMBERED = 10_000;

  /** A cached key and its subscription; an operator's is not used. */
  private record Access(ApiKey key, Subscription subscription) {}

  private final AccessStore records;
  private final LastUses uses;
  private final InstantSource clock;
  private final BoundedCache<String, Access> believed;

  public Authentication(AccessStore records, LastUses uses, InstantSource clock) {
    this.records = records;
    this.uses = uses;
    this.clock = clock;
    this.believed = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * The owner of a key.
   *
   * @throws ApiFailure {@code INVALID_API_KEY} for a key that is missing, unknown, revoked or
   *     expired
   */
  public Identity identity(Optional<String> text) {
    Access access =
        text.filter(key -> ApiKeyForm.of(key).isPresent())
            .map(ApiKeyItem::hashOf)
            .flatMap(this::access)
            .orElseThrow(() -> new ApiFailure(FailureCode.INVALID_API_KEY));
    Instant now = clock.instant();
    ApiKey key = access.key();
    if (!key.holds(now)) {
      throw new ApiFailure(FailureCode.INVALID_API_KEY);
    }
    uses.used(key, now);
    if (key.customer().isEmpty()) {
      return new Operator(key.rights());
    }
    return new Caller(
        key.customer().get(),
        key.kind().environment().orElseThrow(),
        access.subscription().sending(),
        key.rights(),
        access.subscription().at(now),
        access.subscription().plan());
  }

  private Optional<Access> access(String hash) {
    Optional<Access> remembered = believed.get(hash).filter(this::serves);
    if (remembered.isPresent()) {
      return remembered;
    }
    Optional<Access> stored =
        records.key(hash).map(key -> new Access(key, subscription(key.customer())));
    stored.ifPresent(access -> believed.put(hash, access));
    return stored;
  }

  /**
   * Whether the cached customer is served. If not, it is looked up again each time, so that a
   * payment has an effect at once.
   */
  private boolean serves(Access access) {
    Standing standing = access.subscription().at(clock.instant());
    return access.key().kind().environment().map(standing::serves).orElse(true);
  }

  private Subscription subscription(Optional<CustomerId> customer) {
    return customer.flatMap(records::subscription).orElse(Subscription.UNKNOWN);
  }
}
