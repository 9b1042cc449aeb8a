package io.griot.host.command;

import io.griot.contract.HeldBecause;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Stores for callers until when one session's held commands wait, and why. What cannot be stored is
 * held all the same: its caller reads that it is pending. Thread-safe.
 */
final class HeldExplanations {
  private static final Logger log = LoggerFactory.getLogger(HeldExplanations.class);

  private final HeldStore store;
  private final HeldTurns turns;

  HeldExplanations(HeldStore store, HeldTurns turns) {
    this.store = store;
    this.turns = turns;
  }

  /**
   * Explains one.
   *
   * @param until when it may go, as far as is known
   * @param because what holds it where no restriction of the account does
   */
  void explain(Held held, Instant until, HeldBecause because) {
    try {
      store.explain(held, until, turns.isRestricted(held) ? HeldBecause.RESTRICTION : because);
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("commandId", held.command())
          .setCause(e)
          .log("command.held.not_explained");
    }
  }

  /**
   * A restriction came or went: what was said of those that stop for it, and of what waits behind
   * them, does not hold any more.
   */
  void explainAnew() {
    for (Held held : turns.takeUnexplained()) {
      Instant until = turns.until(held);
      boolean waitsForItself = held.pace().isPresent() && !until.isAfter(held.notBefore());
      explain(held, until, waitsForItself ? HeldBecause.PACE : HeldBecause.ORDER);
    }
  }
}
