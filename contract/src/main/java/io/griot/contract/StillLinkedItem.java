package io.griot.contract;

import java.time.Duration;

/**
 * Attributes of {@link Table#STILL_LINKED}: sessions that ended without anybody's confirming that
 * their device is unlinked. Their phones may go on showing it, and only its owner can remove it
 * there. One for each session, of its last such end. Whoever ends the session stores it in the same
 * transaction; the API reads it; it goes by its time to live.
 */
public final class StillLinkedItem {
  /** How long after the end the API says so. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** N, unix ms. {@link Generation#createdAt} of the one that ended. */
  public static final String CREATED_AT = "createdAt";

  /** S. {@link Environment}'s name: a session's id is the same in both. */
  public static final String ENVIRONMENT = "environment";

  /** N, unix ms on the writer's clock (a host's is DynamoDB's): when the session was removed. */
  public static final String ENDED_AT = "endedAt";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  private StillLinkedItem() {}
}
