package io.griot.contract;

import java.time.Duration;
import java.util.Locale;

/**
 * Attributes of {@link Table#PAIRING_LINKS}: the link by which a phone's owner links it to a
 * session. A session has one at most, its newest; it may be there before the session is. The API
 * stores it; the host that links a phone notes that it is used up; it goes by its time to live.
 */
public final class PairingLinkItem {
  /** How long after its expiry its owner is told what became of it. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link SessionName}. */
  public static final String NAME = "name";

  /** S. {@link Environment}'s name: a session's id is the same in both. */
  public static final String ENVIRONMENT = "environment";

  /** S. {@link #hashOf} its token: the token itself is stored nowhere. */
  public static final String TOKEN_HASH = "tokenHash";

  /** SS. The hashes of the last few links that it replaced; absent when it replaced none. */
  public static final String EARLIER = "earlier";

  /** N, unix ms on the API's clock. */
  public static final String EXPIRES_AT = "expiresAt";

  /** N, unix ms by DynamoDB's time: when a phone was linked. Absent before. */
  public static final String USED_AT = "usedAt";

  /** N, unix seconds: {@link #KEPT} after it expired. Then DynamoDB may delete the item. */
  public static final String FORGOTTEN_AT = "forgottenAt";

  private PairingLinkItem() {}

  /** The value of {@link #TOKEN_HASH} for a token. */
  public static String hashOf(String token) {
    return Digests.hex(token).toLowerCase(Locale.ROOT);
  }
}
