package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.SessionId;
import io.griot.host.command.CommandRunner.MessageAction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Processes the messages of one session's queue and says how each is to be settled. Thread-safe.
 */
final class MessageWork {
  private static final Logger log = LoggerFactory.getLogger(MessageWork.class);

  private final SessionId session;
  private final CommandConsumer.Execution execution;
  private final BooleanSupplier isLeaseHeld;
  private final BooleanSupplier isStopped;
  private final Set<CommandId> running = ConcurrentHashMap.newKeySet();

  /**
   * @param isStopped whether the consumer is stopping, which makes unfinished messages visible
   */
  MessageWork(
      SessionId session,
      CommandConsumer.Execution execution,
      BooleanSupplier isLeaseHeld,
      BooleanSupplier isStopped) {
    this.session = session;
    this.execution = execution;
    this.isLeaseHeld = isLeaseHeld;
    this.isStopped = isStopped;
  }

  /** The way in which a received message is to be settled. */
  enum End {
    /** Delete it. */
    DONE,
    /** Make it visible when the consumer stops, which is soon. */
    KEPT,
    /** Make it visible after a pause. */
    LATER,
    /** Leave it alone: it may be another host's. */
    NOT_OURS
  }

  /** The content of a message. */
  sealed interface Content {
    /**
     * A command.
     *
     * @param sends whether it may run beside the sends before it
     */
    record Read(Command command, boolean sends) implements Content {}

    /** No command to run; the message is to be settled like this. */
    record None(End end) implements Content {}
  }

  Content read(Delivery delivery) {
    try {
      Command command = execution.reader().read(delivery.body());
      return new Content.Read(command, execution.runner().sends(command));
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

  /** Whether the command runs now; see {@link Holding#goesNow}. */
  boolean goesNow(Delivery delivery, Command command, boolean hasRoom) throws InterruptedException {
    return execution.holding().goesNow(command, delivery, hasRoom);
  }

  End hold(Delivery delivery, Command command) throws InterruptedException {
    if (!isLeaseHeld.getAsBoolean()) {
      return End.NOT_OURS;
    }
    try {
      execution.holding().hold(command, delivery);
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
      // Redelivery of a running command: messages after it must not overtake it.
      return later();
    }
    try {
      return end(execution.runner().run(command, place));
    } catch (SdkException e) {
      return failed(delivery, e);
    } finally {
      running.remove(command.id());
    }
  }

  private End end(MessageAction action) {
    return switch (action) {
      case DELETE -> End.DONE;
      case LEAVE -> End.KEPT;
      case LATER -> later();
    };
  }

  // After an interrupt the SDK fails too. The consumer then makes the message visible.
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
