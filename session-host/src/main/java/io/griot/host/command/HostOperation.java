package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Outcome;

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

  Result run(Command command) throws InterruptedException;
}
