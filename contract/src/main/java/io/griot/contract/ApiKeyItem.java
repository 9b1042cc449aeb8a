package io.griot.contract;

import java.util.Locale;

/** Attributes of {@link Table#API_KEYS}: a key is stored as its hash only. */
public final class ApiKeyItem {
  /** S. SHA-256 of the key's UTF-8 bytes, 64 lower-case hexadecimal digits. */
  public static final String KEY_HASH = "keyHash";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link Environment}'s name. */
  public static final String ENVIRONMENT = "environment";

  /** N, unix ms. */
  public static final String CREATED_AT = "createdAt";

  /** N, unix ms; absent while the key holds. */
  public static final String REVOKED_AT = "revokedAt";

  /** N, unix ms; absent when the key does not expire. */
  public static final String EXPIRES_AT = "expiresAt";

  private ApiKeyItem() {}

  /** What {@link #KEY_HASH} is for a key. */
  public static String hashOf(String key) {
    return Digests.hex(key).toLowerCase(Locale.ROOT);
  }
}
