package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.SessionId;
import io.griot.host.command.CommandRunner.Fate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** What becomes of each message of one session's queue. Thread-safe. */
final class MessageWork {
  private static final Logger log = LoggerFactory.getLogger(MessageWork.class);

  private final SessionId session;
  private final CommandReader reader;
  private final CommandRunner runner;
  private final Holding holding;
  private final BooleanSupplier isLeaseHeld;
  private final BooleanSupplier isStopped;
  private final Set<CommandId> running = ConcurrentHashMap.newKeySet();

  /**
   * @param holding is asked about each message before its command is run
   * @param isStopped whether all that is not done is about to be shown
   */
  MessageWork(
      SessionId session,
      CommandReader reader,
      CommandRunner runner,
      Holding holding,
      BooleanSupplier isLeaseHeld,
      BooleanSupplier isStopped) {
    this.session = session;
    this.reader = reader;
    this.runner = runner;
    this.holding = holding;
    this.isLeaseHeld = isLeaseHeld;
    this.isStopped = isStopped;
  }

  /** What becomes of a message that was received. */
  enum End {
    /** It is deleted. */
    DONE,
    /** It is shown when the consumer stops, which is soon. */
    KEPT,
    /** It is shown after a pause. */
    LATER,
    /** It may be another host's already. */
    NOT_OURS
  }

  /** What a message says. */
  sealed interface Content {
    /**
     * Its command.
     *
     * @param sends whether it may go beside the sends before it
     */
    record Read(Command command, boolean sends) implements Content {}

    /** There is no command to be run, and the message has its end. */
    record None(End end) implements Content {}
  }

  Content read(Delivery delivery) {
    try {
      Command command = reader.read(delivery.body());
      return new Content.Read(command, runner.sends(command));
    } catch (IllegalArgumentException e) {
      log.atError()
          .addKeyValue("session", session)
          .addKeyValue("messageId", delivery.messageId())
          .setCause(e)
          .log("message.malformed");
      return new Content.None(End.DONE);
    } catch (SdkException e) {
      return new Content.None(failed(delivery, e));
    }
  }

  /** Whether its command goes now; else it is to be held. See {@link Holding#goesNow}. */
  boolean goesNow(Delivery delivery, Command command, boolean hasRoom) throws InterruptedException {
    return holding.goesNow(command, delivery, hasRoom);
  }

  End hold(Delivery delivery, Command command) throws InterruptedException {
    if (!isLeaseHeld.getAsBoolean()) {
      return End.NOT_OURS;
    }
    try {
      holding.hold(command, delivery);
      return End.DONE;
    } catch (SdkException e) {
      return failed(delivery, e);
    }
  }

  End run(Delivery delivery, Command command, GroupOrder.Place place) throws InterruptedException {
    if (!isLeaseHeld.getAsBoolean()) {
      return End.NOT_OURS;
    }
    if (!running.add(command.id())) {
      // Delivered again while it runs: what comes after it must not pass it.
      return later();
    }
    try {
      return end(runner.run(command, place));
    } catch (SdkException e) {
      return failed(delivery, e);
    } finally {
      running.remove(command.id());
    }
  }

  private End end(Fate fate) {
    return switch (fate) {
      case DELETE -> End.DONE;
      case LEAVE -> End.KEPT;
      case LATER -> later();
    };
  }

  // After an interrupt the SDK fails too; the consumer then shows what it has.
  private End failed(Delivery delivery, SdkException e) {
    log.atWarn()
        .addKeyValue("session", session)
        .addKeyValue("messageId", delivery.messageId())
        .setCause(e)
        .log("command.left");
    return later();
  }

  private End later() {
    return isStopped.getAsBoolean() ? End.KEPT : End.LATER;
  }
}
