package io.griot.host.command;

import io.griot.contract.CommandId;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Pace;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that waits for its turn or the page, outside of its session's queue.
 *
 * @param position of it among its session's; what is held later has a higher one
 * @param attempt of its command
 * @param group the message's
 * @param notBefore when it may go at the earliest
 * @param startBy its command's last moment to start, as the message says
 * @param requires what must be there for it to go
 * @param pace that it keeps; empty for what only waits for the page, or behind others of its group
 * @param stops whether it waits for the end of a restriction of the account
 */
public record Held(
    long position,
    CommandId command,
    int attempt,
    String group,
    Instant notBefore,
    Instant startBy,
    Requires requires,
    Optional<Pace> pace,
    boolean stops) {
  /** Names the message: the same one held twice is one. */
  String message() {
    return command + "-" + attempt;
  }
}
