package io.griot.functions.aws;

import io.griot.contract.SessionItem;
import io.griot.contract.Wanted;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Session items from before version 2 of {@link SessionItem#VERSION}. They contain the observation,
 * and their sessions waited for a host in a queue. Hosts of that version no longer run when this
 * version starts, so no host has these sessions.
 */
final class OldForm {
  private static final String STOPPED_AT = "stoppedAt";
  private static final String PROBLEM = "problem";
  private static final String LOGGED_OUT = "logged_out";
  private static final String PROVEN_AT = "provenAt";

  /** The attributes that the new form does not have, or has elsewhere. */
  private static final List<String> GONE =
      List.of(
          STOPPED_AT,
          PROBLEM,
          PROVEN_AT,
          "placedAt",
          "beat",
          "state",
          "usable",
          "lastEventAt",
          "qr",
          "unavailable",
          SessionItem.OWNER);

  private OldForm() {}

  static Wanted wanted(Item item) {
    return item.instant(STOPPED_AT).isPresent() ? Wanted.STOPPED : Wanted.RUNNING;
  }

  /**
   * The time of linking. In the old form a profile was stored from linking on, and an unlinking was
   * recorded.
   */
  static Optional<Instant> linkedAt(Item item) {
    boolean linked =
        item.optionalText(SessionItem.CHECKPOINT).isPresent()
            && item.optionalText(PROBLEM).filter(LOGGED_OUT::equals).isEmpty();
    return linked
        ? item.instant(PROVEN_AT).or(() -> item.instant(SessionItem.CREATED_AT))
        : Optional.empty();
  }

  /**
   * Migrates an item, on condition that it is in the old form, of this generation, and wanted as
   * seen.
   */
  static Write migration(Item item, Instant now) {
    Wanted wanted = wanted(item);
    Optional<Instant> linkedAt = linkedAt(item);
    Write write =
        new Write()
            .ifAbsent(SessionItem.VERSION)
            .ifIs(
                SessionItem.CREATED_AT,
                Item.ofInstant(item.requiredInstant(SessionItem.CREATED_AT)))
            .ifIs(STOPPED_AT, item.instant(STOPPED_AT).map(Item::ofInstant))
            .set(SessionItem.VERSION, Item.ofNumber(SessionItem.CURRENT_VERSION))
            .set(SessionItem.WANTED, Item.ofText(wanted.name()))
            .set(SessionItem.WANTED_AT, Item.ofInstant(now));
    linkedAt.ifPresent(at -> write.set(SessionItem.LINKED_AT, Item.ofInstant(at)));
    if (wanted == Wanted.RUNNING) {
      write.set(SessionItem.WAITING, Item.ofText(SessionItem.WAITING_VALUE));
      write.set(
          SessionItem.WAITING_RANK,
          Item.ofText(SessionItem.waitingRank(linkedAt.isPresent(), now.toEpochMilli())));
    }
    GONE.forEach(write::remove);
    return write;
  }
}
