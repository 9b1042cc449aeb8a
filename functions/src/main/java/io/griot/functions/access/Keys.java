package io.griot.functions.access;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Makes API keys, for an operator: {@code test_} or {@code live_} and 32 random letters and digits
 * (190 bits). Only a key's hash is stored: the key itself is shown once, here.
 */
public final class Keys {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RANDOM_LENGTH = 32;

  /** Where new keys go. */
  public interface NewKeys {
    /** Stores a key that holds from now on. */
    void store(String hash, CustomerId customer, Environment environment);
  }

  private final NewKeys records;
  private final RandomGenerator random;

  /**
   * A mint.
   *
   * @param random must be unpredictable, as {@link java.security.SecureRandom} is
   */
  public Keys(NewKeys records, RandomGenerator random) {
    this.records = records;
    this.random = random;
  }

  /** Makes and stores a key; gives what the customer must keep secret. */
  public String mint(CustomerId customer, Environment environment) {
    String key =
        environment.keyPrefix()
            + random
                .ints(RANDOM_LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    records.store(ApiKeyItem.hashOf(key), customer, environment);
    return key;
  }
}
