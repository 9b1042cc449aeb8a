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
import io.griot.dynamo.BatchGet;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.command.Held;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.command.SubmissionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Commands and their outcomes in DynamoDB. Thread-safe. */
public final class DynamoSubmissionStore implements SubmissionStore {
  /** The time to start of a stored command from an older version, which has none. */
  private static final Duration STARTS_WITHIN = Duration.ofDays(1);

  /** The attributes that a new attempt does not keep. */
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
  private final DynamoTable table;
  private final InstantSource clock;

  public DynamoSubmissionStore(DynamoDbClient tables, Names names, InstantSource clock) {
    this.tables = tables;
    this.table = new DynamoTable(tables, names, Table.COMMANDS);
    this.clock = clock;
  }

  /**
   * Stores a command, on condition that there is no item or an expired one: DynamoDB deletes
   * expired items only some time later. If the SDK retries a put that had succeeded, the condition
   * fails on our own item and this looks like a repeated request. The command is then sent, and SQS
   * deduplicates it.
   */
  @Override
  public Optional<StoredCommand> accept(
      Command command, CustomerId customer, String fingerprint, Optional<Generation> pendsIn) {
    Write write =
        new Write()
            .set(CommandItem.SESSION_ID, Item.ofText(command.session().value()))
            .set(CommandItem.CUSTOMER_ID, Item.ofText(customer.value()))
            .set(CommandItem.OPERATION, Item.ofText(command.operation()))
            .set(CommandItem.FINGERPRINT, Item.ofText(fingerprint))
            .ifNoneOrExpired(Table.COMMANDS, clock.instant());
    try {
      table.put(key(command.id()), accepted(write, command, pendsIn));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(read(Item.stored(e)));
    }
  }

  /** Adds the attributes of an accepted attempt. */
  private Write accepted(Write write, Command command, Optional<Generation> pendsIn) {
    return write
        .set(CommandItem.STATUS, Item.ofText(CommandStatus.ACCEPTED.name()))
        .set(CommandItem.ATTEMPT, Item.ofNumber(command.attempt()))
        .set(CommandItem.ACCEPTED_AT, Item.ofInstant(command.acceptedAt()))
        .set(CommandItem.START_BY, Item.ofInstant(command.startBy()))
        .put(
            CommandItem.HELD_UNTIL, held(command).map(Command.Turn::heldUntil).map(Item::ofInstant))
        .put(
            CommandItem.HELD_BECAUSE, held(command).map(turn -> Item.ofText(turn.because().name())))
        .put(CommandItem.PENDING_IN, pendsIn.map(Generation::toString).map(Item::ofText))
        .put(CommandItem.PENDING_UNTIL, pendsIn.map(session -> pendingUntil(command.startBy())))
        .set(CommandItem.EXPIRES_AT, keptUntil());
  }

  /** The turn of a command that is held from its acceptance. */
  private static Optional<Command.Turn> held(Command command) {
    return command.turn().filter(turn -> turn.heldUntil().isAfter(command.acceptedAt()));
  }

  /** Stores the next attempt, on condition of the failed attempt and of its failure. */
  @Override
  public boolean acceptAgain(Command command, StoredCommand failed, Optional<Generation> pendsIn) {
    Optional<AttributeValue> failure =
        failed
            .outcome()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .map(end -> Item.ofText(end.code().name()));
    Write write =
        accepted(
            ifAttempt(failed.attempt(), CommandStatus.FAILED).ifIs(CommandItem.FAILURE, failure),
            command,
            pendsIn);
    OF_AN_ATTEMPT.forEach(write::remove);
    if (failure.equals(Optional.of(Item.ofText(FailureCode.OUTCOME_UNKNOWN.name())))) {
      // Stays for all later attempts.
      write.set(CommandItem.MAY_HAVE_RUN, Item.ofFlag(true));
    }
    return write(command.id(), write);
  }

  /** Expires a command, on condition that this attempt has not started. */
  @Override
  public boolean expire(CommandId id, int attempt) {
    Write neverRun =
        ifAttempt(attempt, CommandStatus.ACCEPTED).ifIs(CommandItem.MAY_HAVE_RUN, Optional.empty());
    Write perhapsRun =
        ifAttempt(attempt, CommandStatus.ACCEPTED).ifPresent(CommandItem.MAY_HAVE_RUN);
    return end(id, neverRun, FailureCode.EXPIRED)
        || end(id, perhapsRun, FailureCode.OUTCOME_UNKNOWN);
  }

  /** Moves the last start, on condition that this attempt has not started. */
  @Override
  public boolean move(CommandId id, int attempt, Instant startBy) {
    return write(
        id,
        ifAttempt(attempt, CommandStatus.ACCEPTED)
            .set(CommandItem.START_BY, Item.ofInstant(startBy)));
  }

  /** Marks a command as pending, on condition that this attempt has not started. */
  @Override
  public boolean pend(CommandId id, int attempt, Generation session, Instant startBy) {
    return write(
        id,
        ifAttempt(attempt, CommandStatus.ACCEPTED)
            .set(CommandItem.PENDING_IN, Item.ofText(session.toString()))
            .set(CommandItem.PENDING_UNTIL, pendingUntil(startBy)));
  }

  private static AttributeValue pendingUntil(Instant startBy) {
    return Item.ofText(CommandItem.pendingUntil(startBy));
  }

  private static Write ifIs(CommandStatus status) {
    return new Write().ifIs(CommandItem.STATUS, Item.ofText(status.name()));
  }

  private static Write ifAttempt(int attempt, CommandStatus status) {
    AttributeValue number = Item.ofNumber(attempt);
    return attempt == 1
        ? ifIs(status).ifIsOrAbsent(CommandItem.ATTEMPT, number)
        : ifIs(status).ifIs(CommandItem.ATTEMPT, number);
  }

  private AttributeValue keptUntil() {
    return Item.ofExpiry(clock.instant().plus(CommandItem.KEPT));
  }

  /**
   * Finds commands. Of several, one that this version cannot read is left out, so that the others
   * are found.
   */
  @Override
  public List<StoredCommand> find(Collection<CommandId> ids) {
    Stream<Item> items =
        ids.size() == 1 ? table.get(key(ids.iterator().next())).stream() : several(ids);
    Stream<Item> held = items.filter(this::holds);
    return ids.size() == 1
        ? held.map(DynamoSubmissionStore::read).toList()
        : held.flatMap(
                item -> item.readable(CommandItem.COMMAND_ID, DynamoSubmissionStore::read).stream())
            .toList();
  }

  /**
   * Ends a command whose session and host are gone. Each outcome is conditional on the matching
   * state: a command that no attempt has started did not happen; others may have.
   *
   * @return false when it had already ended, or is deleted
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
      return table.tryUpdate(key(id), write);
    } catch (TransactionConflictException e) {
      return false; // a host claims it in a transaction
    }
  }

  /**
   * Reads several items in one request. An item that DynamoDB leaves unprocessed is absent this
   * time.
   */
  private Stream<Item> several(Collection<CommandId> ids) {
    return new BatchGet(tables)
        .of(table, ids.stream().map(this::key).toList()).readOnce().in(table).stream();
  }

  private Map<String, AttributeValue> key(CommandId id) {
    return table.key(id.value());
  }

  private boolean holds(Item item) {
    long nowSeconds = clock.instant().getEpochSecond();
    return item.optionalCount(CommandItem.EXPIRES_AT).map(end -> end > nowSeconds).orElse(true);
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

  /**
   * A hold. A reason that only a newer version knows is read as the pace: it makes no difference to
   * callers.
   */
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
        item.count(CommandItem.ANSWER_BYTES));
  }
}
