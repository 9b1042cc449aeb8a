package io.griot.contract;

import java.time.Duration;
import java.util.Locale;

/**
 * Attributes of {@link Table#PAIRING_LINKS}: the link by which the owner of a phone links it to a
 * session. A session has at most one, its newest. The link may exist before the session. The API
 * stores it; the host that links a phone marks it as used; DynamoDB deletes it by its time to live.
 */
public final class PairingLinkItem {
  /** The time after its expiry for which a link's page still explains what happened to it. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link SessionName}. */
  public static final String NAME = "name";

  /** S. {@link Environment}'s name. A session's id is the same in both environments. */
  public static final String ENVIRONMENT = "environment";

  /** S. {@link #hashOf} its token. The token itself is not stored. */
  public static final String TOKEN_HASH = "tokenHash";

  /** SS. The hashes of the last few links that it replaced; absent when there are none. */
  public static final String EARLIER = "earlier";

  /** N, unix ms on the API's clock. */
  public static final String EXPIRES_AT = "expiresAt";

  /** N, unix ms by DynamoDB's time. The time at which a phone was linked; absent before. */
  public static final String USED_AT = "usedAt";

  /** N, unix seconds: {@link #KEPT} after it expired. Then DynamoDB may delete the item. */
  public static final String FORGOTTEN_AT = "forgottenAt";

  private PairingLinkItem() {}

  /** The value of {@link #TOKEN_HASH} for a token. */
  public static String hashOf(String token) {
    return Digests.hex(token).toLowerCase(Locale.ROOT);
  }
}
