package io.griot.dynamo;

import io.griot.contract.SessionItem;
import io.griot.contract.Wanted;
import java.time.Instant;

/**
 * Turns a session's item into that of its next generation, when a start was requested while the
 * last generation ended. The next generation wants to run, waits for a host, and keeps only the
 * token of the last one, which continues to grow. Stateless.
 */
public final class NextGeneration {
  private NextGeneration() {}

  /**
   * Adds the change to a write.
   *
   * @param ifEnded a write with the conditions on the last generation
   * @param createdAt later than the last generation's
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
