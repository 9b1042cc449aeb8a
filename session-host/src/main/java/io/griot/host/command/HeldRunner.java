package io.griot.host.command;

import io.griot.contract.Generation;
import io.griot.host.command.CommandRunner.MessageAction;
import io.griot.host.lease.LeaseCheck;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Runs the commands of one session's held messages, and removes the messages whose commands have
 * ended. Thread-safe; blocks for as long as the command runs.
 */
public final class HeldRunner {
  private static final Logger log = LoggerFactory.getLogger(HeldRunner.class);

  private final Generation session;
  private final HeldStore store;
  private final CommandReader reader;
  private final CommandRunner runner;
  private final LeaseCheck lease;

  public HeldRunner(
      Generation session,
      HeldStore store,
      CommandReader reader,
      CommandRunner runner,
      LeaseCheck lease) {
    this.session = session;
    this.store = store;
    this.reader = reader;
    this.runner = runner;
    this.lease = lease;
  }

  /**
   * Runs a message's command to its end, and removes the message.
   *
   * @return false when the message stays: the lease is lost, the command goes on elsewhere or
   *     later, or AWS does not answer
   */
  boolean isDone(HeldMessage held) throws InterruptedException {
    try {
      if (!lease.isHeld() || !isEnded(held) || !lease.isHeld()) {
        return false;
      }
      store.remove(session, held);
      return true;
    } catch (SdkException e) {
      log.atWarn().addKeyValue("commandId", held.command()).setCause(e).log("command.left");
      return false;
    }
  }

  private boolean isEnded(HeldMessage held) throws InterruptedException {
    Optional<String> body = store.body(session, held);
    if (body.isEmpty()) {
      return true;
    }
    try {
      return runner.run(reader.read(body.get())) == MessageAction.DELETE;
    } catch (IllegalArgumentException e) {
      log.atError().addKeyValue("commandId", held.command()).setCause(e).log("message.malformed");
      return true;
    }
  }
}
