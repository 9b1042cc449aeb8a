package io.griot.functions.aws;

import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.functions.command.Held;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.command.SubmissionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Commands and their outcomes in DynamoDB. Thread-safe. */
public final class DynamoSubmissionStore implements SubmissionStore {
  /** What a command from before commands had a last moment to start is given. */
  private static final Duration STARTS_WITHIN = Duration.ofDays(1);

  /** What the next attempt of a command knows nothing of. */
  private static final List<String> OF_AN_ATTEMPT =
      List.of(
          CommandItem.TOKEN,
          CommandItem.NONCE,
          CommandItem.STARTS,
          CommandItem.FINISHED_AT,
          CommandItem.PAGE_MILLIS,
          CommandItem.FAILURE,
          CommandItem.DETAIL);

  private final DynamoDbClient tables;
  private final String table;
  private final InstantSource clock;

  public DynamoSubmissionStore(DynamoDbClient tables, Names names, InstantSource clock) {
    this.tables = tables;
    this.table = names.table(Table.COMMANDS);
    this.clock = clock;
  }

  /**
   * Conditional on there being no item, or one that has expired: DynamoDB deletes those when it
   * likes. If the SDK retries a put that had succeeded, the condition fails on our own item and
   * this looks like a repeated request. The command is then sent, and SQS deduplicates it.
   */
  @Override
  public Optional<StoredCommand> accept(Command command, CustomerId customer, String fingerprint) {
    Map<String, AttributeValue> item =
        new HashMap<>(
            Map.of(
                CommandItem.COMMAND_ID, Item.ofText(command.id().value()),
                CommandItem.SESSION_ID, Item.ofText(command.session().value()),
                CommandItem.CUSTOMER_ID, Item.ofText(customer.value()),
                CommandItem.OPERATION, Item.ofText(command.operation()),
                CommandItem.FINGERPRINT, Item.ofText(fingerprint),
                CommandItem.STATUS, Item.ofText(CommandStatus.ACCEPTED.name()),
                CommandItem.ATTEMPT, Item.ofNumber(command.attempt()),
                CommandItem.ACCEPTED_AT, Item.ofInstant(command.acceptedAt()),
                CommandItem.START_BY, Item.ofInstant(command.startBy()),
                CommandItem.EXPIRES_AT, keptUntil()));
    held(command)
        .ifPresent(turn -> {
          item.put(CommandItem.HELD_UNTIL, Item.ofInstant(turn.heldUntil()));
          item.put(CommandItem.HELD_BECAUSE, Item.ofText(turn.because().name()));
        });
    try {
      tables.putItem(put ->
          put.tableName(table)
              .item(item)
              .conditionExpression("attribute_not_exists(#id) OR #expires <= :now")
              .expressionAttributeNames(
                  Map.of("#id", CommandItem.COMMAND_ID, "#expires", CommandItem.EXPIRES_AT))
              .expressionAttributeValues(
                  Map.of(":now", Item.ofNumber(clock.instant().getEpochSecond())))
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(read(new Item(e.item())));
    }
  }

  /** The turn of a command that is held when it is accepted. */
  private static Optional<Command.Turn> held(Command command) {
    return command.turn().filter(turn -> turn.heldUntil().isAfter(command.acceptedAt()));
  }

  /** Conditional on the attempt that failed, and on its having failed so. */
  @Override
  public boolean acceptAgain(Command command, StoredCommand failed) {
    Optional<AttributeValue> failure =
        failed
            .outcome()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .map(end -> Item.ofText(end.code().name()));
    Write write =
        ifAttempt(failed.attempt(), CommandStatus.FAILED)
            .ifIs(CommandItem.FAILURE, failure)
            .set(CommandItem.STATUS, Item.ofText(CommandStatus.ACCEPTED.name()))
            .set(CommandItem.ATTEMPT, Item.ofNumber(command.attempt()))
            .set(CommandItem.ACCEPTED_AT, Item.ofInstant(command.acceptedAt()))
            .set(CommandItem.START_BY, Item.ofInstant(command.startBy()))
            .put(
                CommandItem.HELD_UNTIL,
                held(command).map(Command.Turn::heldUntil).map(Item::ofInstant))
            .put(
                CommandItem.HELD_BECAUSE,
                held(command).map(turn -> Item.ofText(turn.because().name())))
            .set(CommandItem.EXPIRES_AT, keptUntil());
    OF_AN_ATTEMPT.forEach(write::remove);
    if (failure.equals(Optional.of(Item.ofText(FailureCode.OUTCOME_UNKNOWN.name())))) {
      // Stays for all attempts to come.
      write.set(CommandItem.MAY_HAVE_RUN, Item.ofFlag(true));
    }
    return write(command.id(), write);
  }

  /** Conditional on this attempt's not having been started. */
  @Override
  public boolean expire(CommandId id, int attempt) {
    Write neverRun =
        ifAttempt(attempt, CommandStatus.ACCEPTED).ifIs(CommandItem.MAY_HAVE_RUN, Optional.empty());
    Write perhapsRun =
        ifAttempt(attempt, CommandStatus.ACCEPTED).ifPresent(CommandItem.MAY_HAVE_RUN);
    return end(id, neverRun, FailureCode.EXPIRED)
        || end(id, perhapsRun, FailureCode.OUTCOME_UNKNOWN);
  }

  /** Conditional on this attempt's not having been started. */
  @Override
  public boolean move(CommandId id, int attempt, Instant startBy) {
    return write(
        id,
        ifAttempt(attempt, CommandStatus.ACCEPTED)
            .set(CommandItem.START_BY, Item.ofInstant(startBy)));
  }

  /** Conditional on this attempt's not having been started. */
  @Override
  public boolean pend(CommandId id, int attempt, Generation session, Instant startBy) {
    return write(
        id,
        ifAttempt(attempt, CommandStatus.ACCEPTED)
            .set(CommandItem.PENDING_IN, Item.ofText(session.toString()))
            .set(CommandItem.PENDING_UNTIL, Item.ofText(CommandItem.pendingUntil(startBy))));
  }

  private static Write ifIs(CommandStatus status) {
    return new Write().ifIs(CommandItem.STATUS, Optional.of(Item.ofText(status.name())));
  }

  private static Write ifAttempt(int attempt, CommandStatus status) {
    Write write = ifIs(status);
    String same = write.name(CommandItem.ATTEMPT) + " = " + write.value(Item.ofNumber(attempt));
    return write.ifTrue(
        attempt == 1
            ? same + " OR attribute_not_exists(" + write.name(CommandItem.ATTEMPT) + ")"
            : same);
  }

  private AttributeValue keptUntil() {
    return Item.ofNumber(clock.instant().plus(CommandItem.KEPT).getEpochSecond());
  }

  /** One of several that this version cannot read is left out: the others have their askers. */
  @Override
  public List<StoredCommand> find(Collection<CommandId> ids) {
    Stream<Map<String, AttributeValue>> items =
        ids.size() == 1 ? one(ids.iterator().next()) : several(ids);
    Stream<Item> held = items.map(Item::new).filter(this::holds);
    return ids.size() == 1
        ? held.map(DynamoSubmissionStore::read).toList()
        : held.flatMap(
                item -> item.readable(CommandItem.COMMAND_ID, DynamoSubmissionStore::read).stream())
            .toList();
  }

  /**
   * Ends a command whose session is no more, and whose host too. Conditional on the state that each
   * outcome fits: what nobody had begun in any attempt did not happen, the rest may have.
   *
   * @return false when it had ended already, or is not stored any more
   */
  public boolean endLeft(CommandId id) {
    Write neverRun = ifIs(CommandStatus.ACCEPTED).ifIs(CommandItem.MAY_HAVE_RUN, Optional.empty());
    Write perhapsRun = ifIs(CommandStatus.ACCEPTED).ifPresent(CommandItem.MAY_HAVE_RUN);
    return end(id, neverRun, FailureCode.SESSION_NOT_FOUND)
        || end(id, perhapsRun, FailureCode.OUTCOME_UNKNOWN)
        || end(id, ifIs(CommandStatus.STARTED), FailureCode.OUTCOME_UNKNOWN);
  }

  private boolean end(CommandId id, Write condition, FailureCode failure) {
    return write(
        id,
        condition
            .set(CommandItem.STATUS, Item.ofText(CommandStatus.FAILED.name()))
            .set(CommandItem.FAILURE, Item.ofText(failure.name()))
            .set(CommandItem.FINISHED_AT, Item.ofInstant(clock.instant()))
            .remove(CommandItem.PENDING_IN));
  }

  private boolean write(CommandId id, Write write) {
    try {
      tables.updateItem(write.update(table, key(id)));
      return true;
    } catch (ConditionalCheckFailedException | TransactionConflictException e) {
      return false; // a host claims it in a transaction
    }
  }

  private Stream<Map<String, AttributeValue>> one(CommandId id) {
    GetItemResponse answer =
        tables.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true));
    return answer.hasItem() ? Stream.of(answer.item()) : Stream.empty();
  }

  /** What DynamoDB leaves out for its size or a throttle is absent this time, not lost. */
  private Stream<Map<String, AttributeValue>> several(Collection<CommandId> ids) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .keys(ids.stream().map(DynamoSubmissionStore::key).toList())
            .consistentRead(true)
            .build();
    return tables
        .batchGetItem(get -> get.requestItems(Map.of(table, keys)))
        .responses()
        .getOrDefault(table, List.of())
        .stream();
  }

  private static Map<String, AttributeValue> key(CommandId id) {
    return Map.of(CommandItem.COMMAND_ID, Item.ofText(id.value()));
  }

  private boolean holds(Item item) {
    double nowSeconds = clock.instant().getEpochSecond();
    return item.number(CommandItem.EXPIRES_AT).map(end -> end > nowSeconds).orElse(true);
  }

  private static StoredCommand read(Item item) {
    CommandStatus status =
        item.requiredWord(named(item), CommandStatus.values(), CommandItem.STATUS);
    Instant acceptedAt = item.instant(CommandItem.ACCEPTED_AT).orElse(Instant.EPOCH);
    return new StoredCommand(
        new CommandId(item.text(CommandItem.COMMAND_ID)),
        new CustomerId(item.text(CommandItem.CUSTOMER_ID)),
        new SessionId(item.text(CommandItem.SESSION_ID)),
        item.text(CommandItem.FINGERPRINT),
        status,
        Math.max(1, (int) item.count(CommandItem.ATTEMPT)),
        acceptedAt,
        item.instant(CommandItem.START_BY).orElse(acceptedAt.plus(STARTS_WITHIN)),
        outcome(status, item),
        item.instant(CommandItem.HELD_UNTIL).map(until -> held(until, item)));
  }

  /** A reason that only a newer version knows is read as the pace: callers wait all the same. */
  private static Held held(Instant until, Item item) {
    return new Held(
        until, item.word(HeldBecause.values(), CommandItem.HELD_BECAUSE).orElse(HeldBecause.PACE));
  }

  private static String named(Item item) {
    return "command " + item.text(CommandItem.COMMAND_ID);
  }

  private static Optional<Outcome> outcome(CommandStatus status, Item item) {
    return switch (status) {
      case ACCEPTED, STARTED -> Optional.empty();
      case SUCCEEDED -> Optional.of(answered(item));
      case FAILED ->
          Optional.of(
              new Outcome.Failed(
                  item.requiredWord(named(item), FailureCode.values(), CommandItem.FAILURE),
                  item.optionalText(CommandItem.DETAIL).orElse("")));
    };
  }

  private static Outcome answered(Item item) {
    double millis = item.number(CommandItem.PAGE_MILLIS).orElse(0.0);
    Duration pageTime = Duration.ofNanos(Math.round(millis * 1e6));
    return item.optionalText(CommandItem.ANSWER)
        .<Outcome>map(answer -> new Outcome.Succeeded(answer, pageTime))
        .orElseGet(() -> new Outcome.Filed(file(item), pageTime));
  }

  private static AnswerFile file(Item item) {
    return new AnswerFile(
        item.optionalText(CommandItem.ANSWER_TYPE).orElse(AnswerFile.JSON),
        item.optionalText(CommandItem.ANSWER_DISPOSITION),
        item.number(CommandItem.ANSWER_BYTES).map(Double::longValue).orElse(0L));
  }
}
