package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Ends the commands that are queued or held when their session is terminated, so that no caller
 * waits for an outcome that cannot come. A command that was never started ends as {@code
 * SESSION_NOT_FOUND}, which the same request gets until a session of that name is started again.
 * {@code SESSION_NOT_CONNECTED} would invite its caller to wait. A command that was started, in
 * this attempt or an earlier one, ends as {@code OUTCOME_UNKNOWN} even if it is repeatable: there
 * is no page left to check. Used by one thread.
 */
public final class UnfinishedCommands {
  private static final Logger log = LoggerFactory.getLogger(UnfinishedCommands.class);

  /**
   * The time that the queue must stay empty. The API reads the session before it sends; a message
   * that it sends to a session just terminated arrives within this time, or finds no queue.
   */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final SessionQueue queue;
  private final CommandStateStore store;
  private final HeldStore held;
  private final Generation session;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public UnfinishedCommands(
      SessionQueue queue,
      CommandStateStore store,
      HeldStore held,
      Generation session,
      LongSupplier nanoTime) {
    this.queue = queue;
    this.store = store;
    this.held = held;
    this.session = session;
    this.nanoTime = nanoTime;
  }

  /**
   * Ends the held commands, then those in the queue, until the queue stays empty or the deadline
   * has passed. Nobody else may be receiving from it. If the queue cannot be read, this throws. If
   * a command's end cannot be stored, its message stays.
   *
   * @return the number of messages
   */
  public int end(Duration deadline) {
    long began = nanoTime.getAsLong();
    int count = endHeld();
    while (nanoTime.getAsLong() - began < deadline.toNanos()) {
      List<Delivery> left = queue.receive(SILENCE);
      if (left.isEmpty()) {
        return count;
      }
      List<Delivery> ended = left.stream().filter(this::end).toList();
      if (!ended.isEmpty()) {
        queue.delete(ended);
      }
      count += left.size();
    }
    log.atWarn().addKeyValue("deadline", deadline).log("commands.still.queued");
    return count;
  }

  private int endHeld() {
    List<HeldMessage> all = held.all(session);
    for (HeldMessage one : all) {
      end(new Left(one.command(), OptionalInt.of(one.attempt())));
      held.remove(session, one);
    }
    return all.size();
  }

  /** Returns whether the message can be deleted. */
  private boolean end(Delivery delivery) {
    try {
      end(leftIn(delivery.body()));
      return true;
    } catch (IllegalArgumentException e) {
      log.atError()
          .addKeyValue("messageId", delivery.messageId())
          .setCause(e)
          .log("message.malformed");
      return true;
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("messageId", delivery.messageId())
          .setCause(e)
          .log("command.not.ended");
      return false;
    }
  }

  private void end(Left left) {
    store
        .end(left.command(), left.attempt(), FailureCode.SESSION_NOT_FOUND)
        .ifPresent(code ->
            log.atInfo()
                .addKeyValue("commandId", left.command())
                .addKeyValue("code", code)
                .log("command.ended"));
  }

  private record Left(CommandId command, OptionalInt attempt) {}

  /** Only the command's id is needed, so a large command is not fetched. */
  private static Left leftIn(String body) {
    return Json.readClaimCheck(body)
        .map(command -> new Left(command, OptionalInt.empty()))
        .orElseGet(() -> leftIn(Json.readCommand(body)));
  }

  private static Left leftIn(Command command) {
    return new Left(command.id(), OptionalInt.of(command.attempt()));
  }
}
