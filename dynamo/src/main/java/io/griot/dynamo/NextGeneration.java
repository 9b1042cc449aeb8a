package io.griot.dynamo;

import io.griot.contract.SessionItem;
import io.griot.contract.Wanted;
import java.time.Instant;

/**
 * Makes of a session's item that of its next generation: a start that was asked for while the last
 * one ended. It wants to run, waits for a host, and knows nothing of the last one but its token,
 * which keeps growing. Stateless.
 */
public final class NextGeneration {
  private NextGeneration() {}

  /**
   * Adds the change to a write.
   *
   * @param ifEnded on condition of which state of the last generation
   * @param createdAt later than the last one's
   * @return the write
   */
  public static Write add(Write ifEnded, Instant createdAt) {
    String rank = SessionItem.waitingRank(false, createdAt.toEpochMilli());
    return ifEnded
        .set(SessionItem.CREATED_AT, Item.ofInstant(createdAt))
        .set(SessionItem.WANTED, Item.ofText(Wanted.RUNNING.name()))
        .set(SessionItem.WANTED_AT, Item.ofInstant(createdAt))
        .set(SessionItem.WAITING, Item.ofText(SessionItem.WAITING_VALUE))
        .set(SessionItem.WAITING_RANK, Item.ofText(rank))
        .remove(SessionItem.RESTARTS)
        .remove(SessionItem.STOP_REASON)
        .remove(SessionItem.CODE_ASKED_AT)
        .remove(SessionItem.OWNER)
        .remove(SessionItem.LINKED_AT)
        .remove(SessionItem.CHECKPOINT)
        .remove(SessionItem.START_AGAIN_AT);
  }
}
