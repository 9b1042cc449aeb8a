package io.griot.functions.access;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes API keys. Only a key's hash is stored: the key itself is shown once, to whoever made it.
 * Thread-safe.
 */
public final class Keys {
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
   * What a new key is to be.
   *
   * @param sessions the only sessions that it reaches; empty: all of its customer
   * @param expiresAt empty: never
   */
  public record Order(
      KeyKind kind,
      Optional<CustomerId> customer,
      Optional<String> label,
      Set<Scope> scopes,
      Optional<Set<SessionName>> sessions,
      Optional<Instant> expiresAt) {

    /** A customer's key of all sessions, without label and end. */
    public static Order of(CustomerId customer, Environment environment, Set<Scope> scopes) {
      return new Order(
          KeyKind.of(environment),
          Optional.of(customer),
          Optional.empty(),
          scopes,
          Optional.empty(),
          Optional.empty());
    }

    /** An operator's key, without end. */
    public static Order ofOperator(String label, Set<Scope> scopes) {
      return new Order(
          KeyKind.ADMIN,
          Optional.empty(),
          Optional.of(label),
          scopes,
          Optional.empty(),
          Optional.empty());
    }
  }

  /** Makes and stores a key. */
  public NewKey mint(Order order) {
    NewKey made = make(order);
    store.put(made.stored());
    return made;
  }

  /** Makes a key that is stored nowhere yet. */
  NewKey make(Order order) {
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
            clock.instant(),
            order.expiresAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }
}
