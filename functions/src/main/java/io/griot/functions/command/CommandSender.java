package io.griot.functions.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.Command;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.functions.http.ApiFailure;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends stored commands to their session's queue. A large one is stored in S3, and the queue gets a
 * claim check. Thread-safe.
 */
final class CommandSender {
  private static final Logger log = LoggerFactory.getLogger(CommandSender.class);

  private final SubmissionStore commands;
  private final PendingSubmissions pending;
  private final CommandQueue queue;
  private final PayloadStore objects;
  private final Consumer<AcceptanceStep> steps;

  CommandSender(
      SubmissionStore commands,
      PendingSubmissions pending,
      CommandQueue queue,
      PayloadStore objects,
      Consumer<AcceptanceStep> steps) {
    this.commands = commands;
    this.pending = pending;
    this.queue = queue;
    this.objects = objects;
    this.steps = steps;
  }

  /**
   * Sends a command. If it cannot be sent, it waits for a repeated request; the supervisor ends it
   * if none comes.
   *
   * @throws ApiFailure {@code SESSION_NOT_FOUND} when the session has ended: its queue is gone, and
   *     the command is ended too
   * @throws SdkException when SQS or S3 refuses
   */
  void send(Command command, CommandOrder order) {
    boolean isSent;
    try {
      isSent = isSent(command, order);
    } catch (SdkException e) {
      pending.add(command, order.session(), command.startBy());
      throw e;
    }
    if (!isSent) {
      boolean _ = commands.expire(command.id(), command.attempt());
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    steps.accept(AcceptanceStep.SENT);
    log.atDebug().addKeyValue("attempt", command.attempt()).log("command.sent");
  }

  private boolean isSent(Command command, CommandOrder order) {
    String body = Json.write(command);
    if (body.getBytes(UTF_8).length > CommandItem.MAX_INLINE_BYTES) {
      objects.put(Names.commandObject(command.id()), body);
      body = Json.writeClaimCheck(command.id());
      steps.accept(AcceptanceStep.BODY_STORED);
    }
    String group = order.operation().messageGroup(command.id(), order.request().ordering());
    return queue.send(order.session(), group, command.deduplicationId(), body);
  }
}
