package io.griot.functions.access;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.KeyKind;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, replaces and revokes API keys. Only a key's hash is stored: the key itself is shown once,
 * to whoever made it. Thread-safe.
 */
public final class Keys {
  /**
   * Keys of one customer, with those that are not yet forgotten. Two at once may pass it by one.
   */
  public static final int MOST = 200;

  /** Operators' keys that a list shows. */
  private static final int LISTED = 1000;

  private static final Logger log = LoggerFactory.getLogger(Keys.class);

  private final KeyStore store;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * A mint.
   *
   * @param random must be unpredictable, as {@link java.security.SecureRandom} is
   */
  public Keys(KeyStore store, RandomGenerator random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes and stores a key.
   *
   * @throws ApiFailure {@code KEY_QUOTA_EXCEEDED}
   */
  public NewKey mint(KeyOrder order) {
    requireRoom(order.customer());
    NewKey made = make(order);
    store.put(made.stored());
    log(made.stored(), "key.made");
    return made;
  }

  /** Makes a key that is stored nowhere yet. */
  public NewKey make(KeyOrder order) {
    String secret = ApiKeyForm.make(order.kind(), random);
    return new NewKey(
        secret,
        new ApiKey(
            ApiKeyItem.hashOf(secret),
            ApiKeyForm.of(secret).flatMap(ApiKeyForm::keyId).orElseThrow(),
            order.kind(),
            order.customer(),
            order.label(),
            order.scopes(),
            order.sessions(),
            Instant.ofEpochMilli(clock.millis()),
            order.expiresAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** A customer's keys, the oldest first. */
  public List<ApiKey> of(CustomerId customer) {
    return oldestFirst(store.of(customer));
  }

  /** Operators' keys, the oldest first. */
  public List<ApiKey> ofOperators() {
    return oldestFirst(store.startingWith(KeyKind.ADMIN.prefix(), LISTED));
  }

  /**
   * The key that a text names: the key itself, or the first characters of its id.
   *
   * @throws ApiFailure {@code KEY_NOT_FOUND}; {@code CONFLICT} when several begin so
   */
  public ApiKey named(String text) {
    List<ApiKey> keys =
        ApiKeyForm.of(text).isPresent()
            ? store.find(ApiKeyItem.hashOf(text)).stream().toList()
            : store.startingWith(idIn(text), 2);
    if (keys.size() > 1) {
      throw new ApiFailure(
          FailureCode.CONFLICT, "conflict: several keys begin so; give more characters");
    }
    return keys.stream().findFirst().orElseThrow(() -> new ApiFailure(FailureCode.KEY_NOT_FOUND));
  }

  /** Of a key that was copied in part, what is no secret. */
  private static String idIn(String text) {
    return KeyKind.begunBy(text)
        .map(kind -> text.substring(0, Math.min(text.length(), ApiKeyForm.idLength(kind))))
        .orElse(text);
  }

  /**
   * Makes a key that may do what another may, which works for a while longer.
   *
   * @param expiresAt the end of the new key; empty: after as long as the old one had
   * @throws ApiFailure {@code CONFLICT} when the old key was replaced or does not work any more;
   *     {@code KEY_QUOTA_EXCEEDED}
   */
  public NewKey rotate(ApiKey old, Duration overlap, Optional<Instant> expiresAt) {
    Instant now = clock.instant();
    if (!old.holds(now) || old.rotatedTo().isPresent()) {
      throw new ApiFailure(
          FailureCode.CONFLICT, "conflict: the key was replaced, is revoked or has expired");
    }
    requireRoom(old.customer());
    NewKey made =
        make(
            new KeyOrder(
                old.kind(),
                old.customer(),
                old.label(),
                old.scopes(),
                old.sessions(),
                expiresAt.or(() ->
                    old.expiresAt().map(end -> now.plus(Duration.between(old.createdAt(), end))))));
    Instant overlapEnds = now.plus(overlap);
    Instant oldEnds = old.expiresAt().filter(overlapEnds::isAfter).orElse(overlapEnds);
    if (!store.replace(old, oldEnds, made.stored())) {
      throw new ApiFailure(
          FailureCode.CONFLICT, "conflict: the key was replaced or revoked a moment ago");
    }
    log(old, "key.replaced");
    log(made.stored(), "key.made");
    return made;
  }

  /** The key as it is once it is revoked. */
  public ApiKey revoke(ApiKey key) {
    store.revoke(key, clock.instant());
    log(key, "key.revoked");
    return store.find(key.hash()).orElseThrow(() -> new ApiFailure(FailureCode.KEY_NOT_FOUND));
  }

  /** A key's id is no secret. */
  private static void log(ApiKey key, String event) {
    log.atInfo()
        .addKeyValue("keyId", key.keyId())
        .addKeyValue("customerId", key.customer().map(CustomerId::value).orElse(""))
        .log(event);
  }

  private void requireRoom(Optional<CustomerId> customer) {
    if (customer.isPresent() && store.of(customer.get()).size() >= MOST) {
      throw new ApiFailure(FailureCode.KEY_QUOTA_EXCEEDED);
    }
  }

  private static List<ApiKey> oldestFirst(List<ApiKey> keys) {
    return keys.stream()
        .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::keyId))
        .toList();
  }
}
