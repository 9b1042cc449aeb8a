package io.griot.contract;

/**
 * Attributes of {@link Table#ENDINGS}: generations that were terminated and may have left a queue,
 * profile or checkpoints. The process that ends a session (its host; API or supervisor, when it has
 * none) stores one in the same transaction. A host removes it when queue, profile and checkpoints
 * are deleted too. An item that stays belongs to a session without a host, or to a host that died
 * in between; the supervisor then deletes the rest.
 */
public final class EndingItem {
  /** S. {@link Generation#toString()}. */
  public static final String GENERATION = "generation";

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** N, unix ms. {@link Generation#createdAt}. */
  public static final String CREATED_AT = "createdAt";

  /**
   * N, unix ms on the writer's clock (a host uses DynamoDB's time). The time at which the session
   * was removed.
   */
  public static final String ENDED_AT = "endedAt";

  private EndingItem() {}
}
