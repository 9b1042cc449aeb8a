package io.griot.host.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Stores command states in the commands table, and large answers as S3 objects. Thread-safe. */
public final class DynamoCommandStateStore implements CommandStateStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoCommandStateStore.class);

  private static final Set<String> NOT_ENDED =
      Set.of(CommandStatus.ACCEPTED.name(), CommandStatus.STARTED.name());

  /** Attempt of items from versions without attempts. */
  private static final int FIRST_ATTEMPT = 1;

  private final DynamoDbClient dynamoDb;
  private final ObjectStore objects;
  private final InstantSource clock;
  private final DynamoTable commands;
  private final DynamoTable sessions;

  public DynamoCommandStateStore(
      DynamoDbClient dynamoDb, ObjectStore objects, InstantSource clock, Names names) {
    this.dynamoDb = dynamoDb;
    this.objects = objects;
    this.clock = clock;
    this.commands = new DynamoTable(dynamoDb, names, Table.COMMANDS);
    this.sessions = new DynamoTable(dynamoDb, names, Table.SESSIONS);
  }

  @Override
  public Result start(Lease lease, List<Start> starts) {
    Write isHeld =
        new Write()
            .ifIs(SessionItem.OWNER, Item.ofText(lease.owner()))
            .ifIs(SessionItem.TOKEN, Item.ofNumber(lease.token()));
    Transaction claim =
        new Transaction().check(sessions, sessions.key(lease.session().value()), isHeld);
    for (Start start : starts) {
      claim.update(commands, key(start.command()), write(start, lease.token()));
    }
    try {
      return claim
          .write(dynamoDb)
          .map(failure -> cancelled(failure, starts))
          .orElseGet(Result.Done::new);
    } catch (TransactionInProgressException e) {
      return new Result.Busy(e);
    }
  }

  private Map<String, AttributeValue> key(CommandId command) {
    return commands.key(command.value());
  }

  private static Write write(Start start, long token) {
    Write write =
        new Write()
            .set(CommandItem.STATUS, Item.ofText(CommandStatus.STARTED.name()))
            .set(CommandItem.TOKEN, Item.ofNumber(token))
            .set(CommandItem.NONCE, Item.ofText(start.nonce()))
            .remove(CommandItem.PENDING_IN);
    ifAttempt(write, start.attempt());
    if (start.after().isEmpty()) {
      return write
          .set(CommandItem.STARTS, Item.ofNumber(1))
          .ifIs(CommandItem.STATUS, Item.ofText(CommandStatus.ACCEPTED.name()))
          .ifAbsent(CommandItem.MAY_HAVE_RUN)
          .ifIsOrAbsent(CommandItem.START_BY, Item.ofInstant(start.startBy()));
    }
    return ifAs(start.after().get(), write)
        .set(CommandItem.STARTS, Item.ofNumber(start.after().get().starts() + 1L));
  }

  private static Write ifAs(Found found, Write write) {
    write.ifIs(CommandItem.STATUS, Item.ofText(found.status().name()));
    if (found.status() == CommandStatus.ACCEPTED) {
      return write.ifIs(CommandItem.START_BY, found.startBy().map(Item::ofInstant));
    }
    return write
        .ifNumber(CommandItem.TOKEN, found.token())
        .ifIs(
            CommandItem.NONCE,
            Optional.of(found.nonce()).filter(nonce -> !nonce.isEmpty()).map(Item::ofText));
  }

  private static void ifAttempt(Write write, int attempt) {
    AttributeValue number = Item.ofNumber(attempt);
    if (attempt == FIRST_ATTEMPT) {
      write.ifIsOrAbsent(CommandItem.ATTEMPT, number);
    } else {
      write.ifIs(CommandItem.ATTEMPT, number);
    }
  }

  /** The lease's condition is the transaction's first part, and the starts follow. */
  private static Result cancelled(Cancellation failure, List<Start> starts) {
    if (failure.isRefused(0)) {
      return new Result.LeaseLost();
    }
    Map<CommandId, Optional<Found>> found = new HashMap<>();
    for (int i = 0; i < starts.size(); i++) {
      if (failure.isRefused(i + 1)) {
        CommandId command = starts.get(i).command();
        found.put(command, found(command, failure.stored(i + 1)));
      }
    }
    if (!found.isEmpty()) {
      return new Result.Differs(found);
    }
    if (failure.isPassing()) {
      return new Result.Busy(failure.cause());
    }
    throw failure.cause();
  }

  private static Optional<Found> found(CommandId command, Item item) {
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found(
                status(command, item),
                item.optionalCount(CommandItem.ATTEMPT).map(Math::toIntExact).orElse(FIRST_ATTEMPT),
                item.count(CommandItem.TOKEN),
                item.optionalText(CommandItem.NONCE).orElse(""),
                Math.toIntExact(item.count(CommandItem.STARTS)),
                item.flag(CommandItem.MAY_HAVE_RUN),
                item.instant(CommandItem.START_BY)));
  }

  // A status of a later version makes the request fail, and the message is delivered again.
  private static CommandStatus status(CommandId command, Item item) {
    return item.word(CommandStatus.values(), CommandItem.STATUS)
        .orElseThrow(() ->
            SdkClientException.create(
                "command %s has the unknown status %s"
                    .formatted(command, item.optionalText(CommandItem.STATUS).orElse(""))));
  }

  @Override
  public boolean finish(Started started, Outcome outcome) {
    return commands.updateOnce(
        key(started.command()),
        ended(ifStartedBy(started), started.command(), outcome),
        item -> isEndedBy(started, item));
  }

  @Override
  public void leave(Started started) {
    Write left = ifStartedBy(started).set(CommandItem.STARTS, Item.ofNumber(started.starts() - 1L));
    if (!commands.tryUpdate(key(started.command()), left)) {
      // Another host has started it, or it has ended.
      log.atDebug().addKeyValue("commandId", started.command()).log("command.not.left");
    }
  }

  private static Write ifStartedBy(Started started) {
    return new Write()
        .ifIs(CommandItem.STATUS, Item.ofText(CommandStatus.STARTED.name()))
        .ifIs(CommandItem.TOKEN, Item.ofNumber(started.token()))
        .ifIs(CommandItem.NONCE, Item.ofText(started.nonce()));
  }

  private static boolean isEndedBy(Started started, Item item) {
    return !NOT_ENDED.contains(item.optionalText(CommandItem.STATUS).orElse(""))
        && item.count(CommandItem.TOKEN) == started.token()
        && item.optionalText(CommandItem.NONCE).equals(Optional.of(started.nonce()));
  }

  // The first request's condition is the narrower one. A command that it refuses may have run, or
  // has ended.
  @Override
  public Optional<FailureCode> end(CommandId command, OptionalInt attempt, FailureCode notRun) {
    Write untouched =
        new Write()
            .ifIs(CommandItem.STATUS, Item.ofText(CommandStatus.ACCEPTED.name()))
            .ifAbsent(CommandItem.MAY_HAVE_RUN);
    if (isEnded(command, attempt, untouched, notRun)) {
      return Optional.of(notRun);
    }
    Write perhapsRun =
        new Write()
            .ifEither(
                CommandItem.STATUS,
                Item.ofText(CommandStatus.ACCEPTED.name()),
                Item.ofText(CommandStatus.STARTED.name()));
    return isEnded(command, attempt, perhapsRun, FailureCode.OUTCOME_UNKNOWN)
        ? Optional.of(FailureCode.OUTCOME_UNKNOWN)
        : Optional.empty();
  }

  private boolean isEnded(CommandId command, OptionalInt attempt, Write write, FailureCode code) {
    attempt.ifPresent(number -> ifAttempt(write, number));
    return commands.tryUpdate(key(command), ended(write, command, new Outcome.Failed(code)));
  }

  private Write ended(Write write, CommandId command, Outcome outcome) {
    write
        .set(CommandItem.FINISHED_AT, Item.ofNumber(clock.millis()))
        .remove(CommandItem.PENDING_IN);
    return switch (outcome) {
      case Outcome.Succeeded succeeded -> succeeded(command, write, succeeded);
      case Outcome.Filed(AnswerFile file, Duration pageTime) ->
          filed(command, taking(write, pageTime), file);
      case Outcome.Failed failed -> failed(write, failed);
    };
  }

  private Write succeeded(CommandId command, Write write, Outcome.Succeeded outcome) {
    taking(write, outcome.pageTime());
    String answer = outcome.answer();
    int bytes = answer.getBytes(UTF_8).length;
    if (bytes <= CommandItem.MAX_INLINE_BYTES) {
      return write.set(CommandItem.ANSWER, Item.ofText(answer));
    }
    objects.put(Names.answerObject(command), answer);
    return filed(command, write, AnswerFile.json(bytes));
  }

  private static Write taking(Write write, Duration pageTime) {
    double millis = pageTime.toNanos() / 1e6;
    return write
        .set(CommandItem.STATUS, Item.ofText(CommandStatus.SUCCEEDED.name()))
        .set(CommandItem.PAGE_MILLIS, AttributeValue.fromN(Double.toString(millis)));
  }

  private static Write filed(CommandId command, Write write, AnswerFile file) {
    file.disposition()
        .ifPresent(value -> write.set(CommandItem.ANSWER_DISPOSITION, Item.ofText(value)));
    return write
        .set(CommandItem.ANSWER_REF, Item.ofText(Names.answerObject(command)))
        .set(CommandItem.ANSWER_TYPE, Item.ofText(file.mimetype()))
        .set(CommandItem.ANSWER_BYTES, Item.ofNumber(file.bytes()));
  }

  // Removes the detail of an earlier attempt, which does not belong to this failure.
  private static Write failed(Write write, Outcome.Failed outcome) {
    return write
        .set(CommandItem.STATUS, Item.ofText(CommandStatus.FAILED.name()))
        .set(CommandItem.FAILURE, Item.ofText(outcome.code().name()))
        .put(
            CommandItem.DETAIL,
            Optional.of(outcome.detail()).filter(it -> !it.isEmpty()).map(Item::ofText));
  }
}
