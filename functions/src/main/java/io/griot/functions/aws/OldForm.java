package io.griot.functions.aws;

import io.griot.contract.SessionItem;
import io.griot.contract.Wanted;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Session items from before {@link SessionItem#VERSION} 2, which held what their host saw of them,
 * and whose sessions waited for a host on a queue. Their hosts run no more when the new version
 * starts, so nobody has them.
 */
final class OldForm {
  private static final String STOPPED_AT = "stoppedAt";
  private static final String PROBLEM = "problem";
  private static final String LOGGED_OUT = "logged_out";
  private static final String PROVEN_AT = "provenAt";

  /** The attributes that the new form keeps elsewhere, or not at all. */
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

  /** A profile was kept from the moment of linking on; a phone that unlinked it was noted. */
  static Optional<Instant> linkedAt(Item item) {
    boolean linked =
        item.optionalText(SessionItem.CHECKPOINT).isPresent()
            && item.optionalText(PROBLEM).filter(LOGGED_OUT::equals).isEmpty();
    return linked
        ? item.instant(PROVEN_AT).or(() -> item.instant(SessionItem.CREATED_AT))
        : Optional.empty();
  }

  /**
   * Brings an item into the form of today. Conditional on its being in the old one, of this
   * generation, and wanted as seen.
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
