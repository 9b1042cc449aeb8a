package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Outcome;
import io.griot.host.bridge.Bridge;
import java.util.Optional;

/** An operation that the host itself carries out. */
@FunctionalInterface
public interface HostOperation {

  /** How it ended. */
  sealed interface Result {
    /** The session goes on; the outcome is to be stored. */
    record Done(Outcome outcome) implements Result {}

    /** The session ended here, stopped or terminated; the outcome is stored. */
    record SessionEnded() implements Result {}

    /** The session is no longer this host's. */
    record LeaseLost() implements Result {}
  }

  /**
   * Carries it out.
   *
   * @param page the session's, if there is one that is known to live
   */
  Result run(Command command, Optional<Bridge> page) throws InterruptedException;
}
