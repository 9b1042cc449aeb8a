package io.griot.host.command;

import io.griot.contract.HeldBecause;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Stores the reason and the expected end of a held command's wait for its callers. If that fails,
 * the command is held all the same and its caller reads that it is pending. Thread-safe.
 */
final class HeldExplanations {
  private static final Logger log = LoggerFactory.getLogger(HeldExplanations.class);

  private final HeldStore store;
  private final HeldSchedule schedule;

  HeldExplanations(HeldStore store, HeldSchedule schedule) {
    this.store = store;
    this.schedule = schedule;
  }

  /**
   * Stores the reason for one message.
   *
   * @param until expected end of the wait
   * @param because the reason, unless a restriction of the account is the reason
   */
  void explain(HeldMessage held, Instant until, HeldBecause because) {
    try {
      store.explain(held, until, schedule.isRestricted(held) ? HeldBecause.RESTRICTION : because);
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("commandId", held.command())
          .setCause(e)
          .log("command.held.not_explained");
    }
  }

  /**
   * Stores the new reasons after a restriction came or went, for the messages that it affects and
   * those behind them.
   */
  void explainAnew() {
    for (HeldMessage held : schedule.takeUnexplained()) {
      Instant until = schedule.until(held);
      boolean waitsForItself = held.pace().isPresent() && !until.isAfter(held.notBefore());
      explain(held, until, waitsForItself ? HeldBecause.PACE : HeldBecause.ORDER);
    }
  }
}
