package io.griot.host.command;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;
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
import io.griot.host.dynamo.Attributes;
import io.griot.host.dynamo.Update;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
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
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionInProgressException;

/** Stores command states in the commands table, and large answers as S3 objects. Thread-safe. */
public final class DynamoCommandStateStore implements CommandStateStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoCommandStateStore.class);

  private static final String CONDITION_FAILED = "ConditionalCheckFailed";

  /**
   * Cancellation reasons that may be gone a moment later. "None" marks an item that did not fail.
   */
  private static final Set<String> PASSING =
      Set.of("None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  /** Attempt of items from versions without attempts. */
  private static final int FIRST_ATTEMPT = 1;

  private final DynamoDbClient dynamoDb;
  private final ObjectStore objects;
  private final InstantSource clock;
  private final String commands;
  private final String sessions;

  public DynamoCommandStateStore(
      DynamoDbClient dynamoDb, ObjectStore objects, InstantSource clock, Names names) {
    this.dynamoDb = dynamoDb;
    this.objects = objects;
    this.clock = clock;
    this.commands = names.table(Table.COMMANDS);
    this.sessions = names.table(Table.SESSIONS);
  }

  @Override
  public Result start(Lease lease, List<Start> starts) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(TransactWriteItem.builder().conditionCheck(isHeld(lease)).build());
    for (Start start : starts) {
      var update = update(start, lease.token()).part(commands, Attributes.key(start.command()));
      items.add(TransactWriteItem.builder().update(update).build());
    }
    try {
      dynamoDb.transactWriteItems(write -> write.transactItems(items));
      return new Result.Done();
    } catch (TransactionCanceledException e) {
      return cancelled(e, starts);
    } catch (TransactionInProgressException e) {
      return new Result.Busy(e);
    }
  }

  private ConditionCheck isHeld(Lease lease) {
    return ConditionCheck.builder()
        .tableName(sessions)
        .key(Attributes.key(lease.session()))
        .conditionExpression("#owner = :owner AND #token = :token")
        .expressionAttributeNames(Map.of("#owner", SessionItem.OWNER, "#token", SessionItem.TOKEN))
        .expressionAttributeValues(
            Map.of(":owner", text(lease.owner()), ":token", number(lease.token())))
        .build();
  }

  private static Update update(Start start, long token) {
    Update update =
        new Update()
            .set(CommandItem.STATUS, text(CommandStatus.STARTED.name()))
            .set(CommandItem.TOKEN, number(token))
            .set(CommandItem.NONCE, text(start.nonce()))
            .remove(CommandItem.PENDING_IN);
    ifAttempt(update, start.attempt());
    if (start.after().isEmpty()) {
      return update
          .set(CommandItem.STARTS, number(1))
          .ifEquals(CommandItem.STATUS, text(CommandStatus.ACCEPTED.name()))
          .ifAbsent(CommandItem.MAY_HAVE_RUN)
          .ifEqualsOrAbsent(CommandItem.START_BY, number(start.startBy().toEpochMilli()));
    }
    return ifAs(start.after().get(), update)
        .set(CommandItem.STARTS, number(start.after().get().starts() + 1L));
  }

  private static Update ifAs(Found found, Update update) {
    update.ifEquals(CommandItem.STATUS, text(found.status().name()));
    if (found.status() == CommandStatus.ACCEPTED) {
      return found.startBy().isEmpty()
          ? update.ifAbsent(CommandItem.START_BY)
          : update.ifEquals(CommandItem.START_BY, number(found.startBy().get().toEpochMilli()));
    }
    update.ifNumber(CommandItem.TOKEN, found.token());
    return found.nonce().isEmpty()
        ? update.ifAbsent(CommandItem.NONCE)
        : update.ifEquals(CommandItem.NONCE, text(found.nonce()));
  }

  private static void ifAttempt(Update update, int attempt) {
    if (attempt == FIRST_ATTEMPT) {
      update.ifEqualsOrAbsent(CommandItem.ATTEMPT, number(attempt));
    } else {
      update.ifEquals(CommandItem.ATTEMPT, number(attempt));
    }
  }

  /**
   * The reasons have the order of the transaction's items, and the lease's condition comes first.
   */
  private static Result cancelled(TransactionCanceledException e, List<Start> starts) {
    List<CancellationReason> reasons = e.cancellationReasons();
    if (reasons.size() != starts.size() + 1) {
      throw e;
    }
    if (CONDITION_FAILED.equals(reasons.getFirst().code())) {
      return new Result.LeaseLost();
    }
    Map<CommandId, Optional<Found>> found = new HashMap<>();
    for (int i = 0; i < starts.size(); i++) {
      CancellationReason reason = reasons.get(i + 1);
      if (CONDITION_FAILED.equals(reason.code())) {
        CommandId command = starts.get(i).command();
        found.put(command, found(command, reason.hasItem() ? reason.item() : Map.of()));
      }
    }
    if (!found.isEmpty()) {
      return new Result.Differs(found);
    }
    if (reasons.stream().allMatch(it -> it.code() == null || PASSING.contains(it.code()))) {
      return new Result.Busy(e);
    }
    throw e;
  }

  private static Optional<Found> found(CommandId command, Map<String, AttributeValue> item) {
    return item.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Found(
                status(command, item),
                attempt(item),
                Attributes.numberIn(item, CommandItem.TOKEN),
                Attributes.textIn(item, CommandItem.NONCE).orElse(""),
                Math.toIntExact(Attributes.numberIn(item, CommandItem.STARTS)),
                Attributes.flagIn(item, CommandItem.MAY_HAVE_RUN),
                startBy(item)));
  }

  private static Optional<Instant> startBy(Map<String, AttributeValue> item) {
    return item.containsKey(CommandItem.START_BY)
        ? Optional.of(Instant.ofEpochMilli(Attributes.numberIn(item, CommandItem.START_BY)))
        : Optional.empty();
  }

  private static int attempt(Map<String, AttributeValue> item) {
    return item.containsKey(CommandItem.ATTEMPT)
        ? Math.toIntExact(Attributes.numberIn(item, CommandItem.ATTEMPT))
        : FIRST_ATTEMPT;
  }

  // A status of a later version makes the request fail, and the message is delivered again.
  private static CommandStatus status(CommandId command, Map<String, AttributeValue> item) {
    String name = Attributes.textIn(item, CommandItem.STATUS).orElse("");
    return Arrays.stream(CommandStatus.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            SdkClientException.create("command " + command + " has the unknown status " + name));
  }

  @Override
  public boolean finish(Started started, Outcome outcome) {
    Update update = ifStartedBy(started);
    try {
      write(started.command(), ended(update, started.command(), outcome));
      return true;
    } catch (ConditionalCheckFailedException e) {
      // If the SDK retries an update that had succeeded, the condition fails on our own outcome.
      return e.hasItem() && isEndedBy(started, e.item());
    }
  }

  @Override
  public void leave(Started started) {
    try {
      write(
          started.command(),
          ifStartedBy(started).set(CommandItem.STARTS, number(started.starts() - 1L)));
    } catch (ConditionalCheckFailedException e) {
      // Another host has started it, or it has ended.
      log.atDebug().addKeyValue("commandId", started.command()).log("command.not.left");
    }
  }

  private static Update ifStartedBy(Started started) {
    return new Update()
        .ifEquals(CommandItem.STATUS, text(CommandStatus.STARTED.name()))
        .ifEquals(CommandItem.TOKEN, number(started.token()))
        .ifEquals(CommandItem.NONCE, text(started.nonce()));
  }

  private static boolean isEndedBy(Started started, Map<String, AttributeValue> item) {
    return !text(CommandStatus.STARTED.name()).equals(item.get(CommandItem.STATUS))
        && !text(CommandStatus.ACCEPTED.name()).equals(item.get(CommandItem.STATUS))
        && Attributes.numberIn(item, CommandItem.TOKEN) == started.token()
        && text(started.nonce()).equals(item.get(CommandItem.NONCE));
  }

  // The first request's condition is the narrower one. A command that it refuses may have run, or
  // has ended.
  @Override
  public Optional<FailureCode> end(CommandId command, OptionalInt attempt, FailureCode notRun) {
    Update untouched =
        new Update()
            .ifEquals(CommandItem.STATUS, text(CommandStatus.ACCEPTED.name()))
            .ifAbsent(CommandItem.MAY_HAVE_RUN);
    if (isEnded(command, attempt, untouched, notRun)) {
      return Optional.of(notRun);
    }
    Update perhapsRun =
        new Update()
            .ifEither(
                CommandItem.STATUS,
                text(CommandStatus.ACCEPTED.name()),
                text(CommandStatus.STARTED.name()));
    return isEnded(command, attempt, perhapsRun, FailureCode.OUTCOME_UNKNOWN)
        ? Optional.of(FailureCode.OUTCOME_UNKNOWN)
        : Optional.empty();
  }

  private boolean isEnded(CommandId command, OptionalInt attempt, Update update, FailureCode code) {
    attempt.ifPresent(number -> ifAttempt(update, number));
    try {
      write(command, ended(update, command, new Outcome.Failed(code)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  private void write(CommandId command, Update update) {
    dynamoDb.updateItem(update.request(commands, Attributes.key(command)));
  }

  private Update ended(Update update, CommandId command, Outcome outcome) {
    update.set(CommandItem.FINISHED_AT, number(clock.millis())).remove(CommandItem.PENDING_IN);
    return switch (outcome) {
      case Outcome.Succeeded succeeded -> succeeded(command, update, succeeded);
      case Outcome.Filed(AnswerFile file, Duration pageTime) ->
          filed(command, taking(update, pageTime), file);
      case Outcome.Failed failed -> failed(update, failed);
    };
  }

  private Update succeeded(CommandId command, Update update, Outcome.Succeeded outcome) {
    taking(update, outcome.pageTime());
    String answer = outcome.answer();
    int bytes = answer.getBytes(UTF_8).length;
    if (bytes <= CommandItem.MAX_INLINE_BYTES) {
      return update.set(CommandItem.ANSWER, text(answer));
    }
    objects.put(Names.answerObject(command), answer);
    return filed(command, update, AnswerFile.json(bytes));
  }

  private static Update taking(Update update, Duration pageTime) {
    double millis = pageTime.toNanos() / 1e6;
    return update
        .set(CommandItem.STATUS, text(CommandStatus.SUCCEEDED.name()))
        .set(CommandItem.PAGE_MILLIS, AttributeValue.fromN(Double.toString(millis)));
  }

  private static Update filed(CommandId command, Update update, AnswerFile file) {
    file.disposition().ifPresent(value -> update.set(CommandItem.ANSWER_DISPOSITION, text(value)));
    return update
        .set(CommandItem.ANSWER_REF, text(Names.answerObject(command)))
        .set(CommandItem.ANSWER_TYPE, text(file.mimetype()))
        .set(CommandItem.ANSWER_BYTES, number(file.bytes()));
  }

  // Removes the detail of an earlier attempt, which does not belong to this failure.
  private static Update failed(Update update, Outcome.Failed outcome) {
    return update
        .set(CommandItem.STATUS, text(CommandStatus.FAILED.name()))
        .set(CommandItem.FAILURE, text(outcome.code().name()))
        .setOrRemove(
            CommandItem.DETAIL,
            Optional.of(outcome.detail()).filter(it -> !it.isEmpty()).map(Attributes::text));
  }
}
