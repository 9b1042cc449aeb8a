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
 * Tells who calls from the key they send. What is stored is believed for {@link #BELIEVED}: so long
 * may a revoked key or a suspended customer still get in; who is not served is looked up each time.
 * Unknown keys are not remembered: guessing must not push out those that are used. A text that is
 * no key, or has a wrong checksum, is refused without a read. Thread-safe.
 */
public final class Authentication {
  /** How long a stored key and subscription are believed without looking again. */
  public static final Duration BELIEVED = Duration.ofSeconds(30);

  private static final int MAX_REMEMBERED = 10_000;

  /** An operator has no subscription. */
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
   * The bearer of a key.
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
   * A customer who is not served is looked up again each time: after a payment they are served at
   * once.
   */
  private boolean serves(Access access) {
    Standing standing = access.subscription().at(clock.instant());
    return access.key().kind().environment().map(standing::serves).orElse(true);
  }

  private Subscription subscription(Optional<CustomerId> customer) {
    return customer.flatMap(records::subscription).orElse(Subscription.UNKNOWN);
  }
}
