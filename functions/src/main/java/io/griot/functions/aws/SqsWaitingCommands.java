package io.griot.functions.aws;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.functions.command.LargeObjects;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.session.NewerFormException;
import io.griot.functions.supervision.WaitingCommands;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/**
 * Commands that wait in sessions' queues in SQS. A message that is looked at keeps the later ones
 * of its group back, so what has not expired is put back in its place. Thread-safe.
 */
public final class SqsWaitingCommands implements WaitingCommands {
  private static final Logger log = LoggerFactory.getLogger(SqsWaitingCommands.class);
  private static final int RECEIVE_MAX = 10;

  /** A host that begins to read meanwhile is kept waiting for no longer. */
  private static final int LOOKED_AT_SECONDS = 10;

  private final SqsClient queues;
  private final CommandStore commands;
  private final LargeObjects objects;
  private final Names names;
  private final InstantSource clock;

  public SqsWaitingCommands(
      SqsClient queues,
      CommandStore commands,
      LargeObjects objects,
      Names names,
      InstantSource clock) {
    this.queues = queues;
    this.commands = commands;
    this.objects = objects;
    this.names = names;
    this.clock = clock;
  }

  @Override
  public void expire(Generation session, Instant deadline) {
    try {
      String queue =
          queues.getQueueUrl(get -> get.queueName(names.sessionQueue(session))).queueUrl();
      expire(queue, deadline);
    } catch (QueueDoesNotExistException e) {
      log.atDebug().addKeyValue("sessionId", session.session()).log("session.queue_absent");
    }
  }

  /** Until a look finds only what stays. */
  private void expire(String queue, Instant deadline) {
    boolean more = true;
    while (more && clock.instant().isBefore(deadline)) {
      List<Message> messages =
          queues
              .receiveMessage(receive ->
                  receive
                      .queueUrl(queue)
                      .maxNumberOfMessages(RECEIVE_MAX)
                      .visibilityTimeout(LOOKED_AT_SECONDS)
                      .waitTimeSeconds(0))
              .messages();
      List<Message> staying = new ArrayList<>();
      for (Message message : messages) {
        if (isOver(message)) {
          queues.deleteMessage(
              delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
        } else {
          staying.add(message);
        }
      }
      // The last first: a message that is visible again may be received before the one behind it.
      staying.reversed().forEach(message -> putBack(queue, message));
      more = staying.isEmpty() && !messages.isEmpty();
    }
  }

  private void putBack(String queue, Message message) {
    queues.changeMessageVisibility(change ->
        change.queueUrl(queue).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
  }

  /** Whether the message has nothing left to start. */
  private boolean isOver(Message message) {
    Optional<Command> found = command(message);
    if (found.isEmpty()) {
      return false; // the session's host says what is wrong with it
    }
    Command command = found.get();
    Optional<StoredCommand> stored;
    try {
      stored = commands.find(List.of(command.id())).stream().findFirst();
    } catch (NewerFormException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("item.of_newer_form");
      return false;
    }
    if (stored.isEmpty()
        || stored.get().outcome().isPresent()
        || stored.get().attempt() > command.attempt()) {
      return true;
    }
    boolean over =
        stored.get().status() == CommandStatus.ACCEPTED
            && stored.get().isPast(clock.instant())
            && commands.expire(command.id(), command.attempt());
    if (over) {
      log.atInfo().addKeyValue("commandId", command.id()).log("command.expired_waiting");
    }
    return over;
  }

  private Optional<Command> command(Message message) {
    try {
      Optional<CommandId> claim = Json.readClaimCheck(message.body());
      return claim.isPresent()
          ? objects.get(Names.commandObject(claim.get())).map(Json::readCommand)
          : Optional.of(Json.readCommand(message.body()));
    } catch (IllegalArgumentException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("messageId", message.messageId())
          .log("message.malformed");
      return Optional.empty();
    }
  }
}
