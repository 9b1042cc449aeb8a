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
 * Creates, rotates and revokes API keys. Only a key's hash is stored; the key itself is shown once,
 * to its creator. Thread-safe.
 */
public final class Keys {
  /**
   * The maximum number of a customer's keys, expired ones included until they are deleted. Two
   * concurrent requests may exceed it by one.
   */
  public static final int MOST = 200;

  /** The maximum number of operators' keys in a list. */
  private static final int LISTED = 1000;

  private static final Logger log = LoggerFactory.getLogger(Keys.class);

  private final KeyStore store;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * Creates keys in a store.
   *
   * @param random must be unpredictable, as {@link java.security.SecureRandom} is
   */
  public Keys(KeyStore store, RandomGenerator random, InstantSource clock) {
    this.store = store;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Creates and stores a key.
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

  /** Creates a key without storing it. */
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

  /** A customer's keys, oldest first. */
  public List<ApiKey> of(CustomerId customer) {
    return oldestFirst(store.of(customer));
  }

  /** Operators' keys, oldest first. */
  public List<ApiKey> ofOperators() {
    return oldestFirst(store.startingWith(KeyKind.ADMIN.prefix(), LISTED));
  }

  /**
   * Finds a key by the key itself, or by the first characters of its id.
   *
   * @throws ApiFailure {@code KEY_NOT_FOUND}; {@code CONFLICT} when several ids begin so
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

  /** The public part of a key that was copied incompletely. */
  private static String idIn(String text) {
    return KeyKind.begunBy(text)
        .map(kind -> text.substring(0, Math.min(text.length(), ApiKeyForm.idLength(kind))))
        .orElse(text);
  }

  /**
   * Creates a key with the same rights as another, which works for some more time.
   *
   * @param expiresAt the expiry of the new key; empty: the same lifetime as the old key's
   * @throws ApiFailure {@code CONFLICT} when the old key was replaced or is not valid any more;
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

  /**
   * Revokes a key.
   *
   * @return the revoked key
   */
  public ApiKey revoke(ApiKey key) {
    store.revoke(key, clock.instant());
    log(key, "key.revoked");
    return store.find(key.hash()).orElseThrow(() -> new ApiFailure(FailureCode.KEY_NOT_FOUND));
  }

  /** Logs a change of a key. The key's id is no secret. */
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
