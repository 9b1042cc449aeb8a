package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import java.time.Instant;
import java.util.Optional;

/**
 * A message held outside of its session's queue until its turn comes, or until the page is there.
 *
 * @param position order among the session's held messages; increases
 * @param attempt of its command
 * @param group of the message
 * @param notBefore earliest start
 * @param startBy deadline for starting, as the message has it
 * @param requires what must be there before it may go
 * @param pace limit of the sending rate; empty for a message that only waits for the page, or
 *     behind others of its group
 * @param stops whether it waits while WhatsApp restricts the account
 */
public record HeldMessage(
    long position,
    CommandId command,
    int attempt,
    String group,
    Instant notBefore,
    Instant startBy,
    Requires requires,
    Optional<Pace> pace,
    boolean stops) {
  /** Identifies the message. Holding the same one twice has no effect. */
  String message() {
    return command + "-" + attempt;
  }
}
