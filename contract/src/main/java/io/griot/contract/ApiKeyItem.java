package io.griot.contract;

import java.time.Duration;
import java.util.Locale;

/** Attributes of {@link Table#API_KEYS}: a key is stored as its hash only. */
public final class ApiKeyItem {
  /** S. SHA-256 of the key's UTF-8 bytes, 64 lower-case hexadecimal digits. */
  public static final String KEY_HASH = "keyHash";

  /** S. {@link CustomerId}; absent for an operator's key. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link KeyKind}'s name. */
  public static final String KIND = "environment";

  /** N, unix ms. */
  public static final String CREATED_AT = "createdAt";

  /** N, unix ms; absent while the key is valid. */
  public static final String REVOKED_AT = "revokedAt";

  /** N, unix ms; absent when the key does not expire. */
  public static final String EXPIRES_AT = "expiresAt";

  /**
   * S. {@link ApiKeyForm#keyId}; absent for keys made before keys had ids, see {@link #oldIdOf}.
   */
  public static final String KEY_ID = "keyId";

  /** S. The name that its owner gave it; absent when there is none. */
  public static final String LABEL = "label";

  /**
   * SS. Names of {@link Scope}s. Absent: {@link Scope#USUAL}, or {@link Scope#ALL} for an operator.
   */
  public static final String SCOPES = "scopes";

  /** SS. The names of the sessions that the key may use; absent: all of its customer. */
  public static final String SESSIONS = "sessions";

  /** S. {@link #KEY_ID} of the key that replaced it; absent when it was never rotated. */
  public static final String ROTATED_TO = "rotatedTo";

  /** S. The last day (UTC, {@code 2026-01-31}) on which it was used; absent before the first. */
  public static final String LAST_USED_ON = "lastUsedOn";

  /**
   * N, unix seconds: {@link #KEPT} after the key stopped working. Then DynamoDB may delete the
   * item.
   */
  public static final String FORGOTTEN_AT = "forgottenAt";

  /** The time for which lists still show a key that stopped working. */
  public static final Duration KEPT = Duration.ofDays(90);

  /** The beginning of {@link #oldIdOf}. */
  public static final String OLD_ID = "hash-";

  private ApiKeyItem() {}

  /** The value of {@link #KEY_HASH} for a key. */
  public static String hashOf(String key) {
    return Digests.hex(key).toLowerCase(Locale.ROOT);
  }

  /** The id of a key without {@link #KEY_ID}: the beginning of its hash. */
  public static String oldIdOf(String hash) {
    return OLD_ID + hash.substring(0, 16);
  }
}
