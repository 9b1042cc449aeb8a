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
 * Ends the commands that are still queued or held when their session was terminated, so that nobody
 * waits for an outcome that cannot come. One that nobody started ends as {@code SESSION_NOT_FOUND}:
 * its session is gone, and that is what the same request gets from now on; {@code
 * SESSION_NOT_CONNECTED} would invite its caller to wait. One that was started, now or in an
 * earlier attempt, ends as {@code OUTCOME_UNKNOWN}, also when it is repeatable, because there is no
 * page left to look on. One thread.
 */
public final class LeftCommands {
  private static final Logger log = LoggerFactory.getLogger(LeftCommands.class);

  /**
   * How long the queue must be silent. The API reads the session before it sends: what it sends to
   * a session that it read just before the end arrives within this, or finds no queue.
   */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  private final SessionQueue queue;
  private final CommandStore store;
  private final HeldStore held;
  private final Generation session;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the monotonic clock, {@link System#nanoTime}
   */
  public LeftCommands(
      SessionQueue queue,
      CommandStore store,
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
   * Ends what is held, then what the queue has, until it is silent or the deadline has passed.
   * Nobody else may be reading it. A queue that cannot be read ends this too; a command whose end
   * cannot be stored keeps its message.
   *
   * @return how many messages there were
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
    List<Held> all = held.all(session);
    for (Held one : all) {
      end(new Left(one.command(), OptionalInt.of(one.attempt())));
      held.remove(session, one);
    }
    return all.size();
  }

  /** Returns whether the message is done with. */
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

  /** Only its name: what a large command says need not be fetched. */
  private static Left leftIn(String body) {
    return Json.readClaimCheck(body)
        .map(command -> new Left(command, OptionalInt.empty()))
        .orElseGet(() -> leftIn(Json.readCommand(body)));
  }

  private static Left leftIn(Command command) {
    return new Left(command.id(), OptionalInt.of(command.attempt()));
  }
}
