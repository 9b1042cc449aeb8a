package io.griot.contract;

import java.time.Duration;

/**
 * Attributes of {@link Table#STILL_LINKED}: sessions that ended without a confirmation that their
 * device was unlinked. Their phones may still show the device, and only the phone's owner can
 * remove it there. One item per session, of its last such end. The process that ends the session
 * stores it in the same transaction; the API reads it; DynamoDB deletes it by its time to live.
 */
public final class StillLinkedItem {
  /** The time after the end for which the API reports it. */
  public static final Duration KEPT = Duration.ofDays(7);

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** N, unix ms. {@link Generation#createdAt} of the generation that ended. */
  public static final String CREATED_AT = "createdAt";

  /** S. {@link Environment}'s name. A session's id is the same in both environments. */
  public static final String ENVIRONMENT = "environment";

  /**
   * N, unix ms on the writer's clock (a host uses DynamoDB's time). The time at which the session
   * was removed.
   */
  public static final String ENDED_AT = "endedAt";

  /** N, unix seconds: DynamoDB's time to live. */
  public static final String EXPIRES_AT = "expiresAt";

  private StillLinkedItem() {}
}
