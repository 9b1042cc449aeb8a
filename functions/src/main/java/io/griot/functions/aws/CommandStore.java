package io.griot.functions.aws;

import io.griot.contract.AnswerFile;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.functions.command.Commands;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.command.StoredCommand.Ending;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
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

/** Commands and their outcomes in DynamoDB. Thread-safe. */
public final class CommandStore implements Commands {
  /** How long an outcome can be asked for, and an idempotency key stands for its command. */
  public static final Duration KEPT = Duration.ofDays(3);

  private final DynamoDbClient tables;
  private final String table;
  private final InstantSource clock;

  public CommandStore(DynamoDbClient tables, Names names, InstantSource clock) {
    this.tables = tables;
    this.table = names.table(Table.COMMANDS);
    this.clock = clock;
  }

  /**
   * Conditional on there being no item, or one that has expired: DynamoDB deletes those when it
   * likes. An SDK that repeats a put which arrived the first time finds its own item, which then
   * looks as if the same request had come before: it is sent, which is right.
   */
  @Override
  public Optional<StoredCommand> accept(Command command, CustomerId customer, String fingerprint) {
    long nowSeconds = clock.instant().getEpochSecond();
    try {
      tables.putItem(put ->
          put.tableName(table)
              .item(
                  Map.of(
                      CommandItem.COMMAND_ID, Item.ofText(command.id().value()),
                      CommandItem.SESSION_ID, Item.ofText(command.session().value()),
                      CommandItem.CUSTOMER_ID, Item.ofText(customer.value()),
                      CommandItem.OPERATION, Item.ofText(command.operation()),
                      CommandItem.FINGERPRINT, Item.ofText(fingerprint),
                      CommandItem.STATUS, Item.ofText("ACCEPTED"),
                      CommandItem.ACCEPTED_AT, Item.ofNumber(command.acceptedAt().toEpochMilli()),
                      CommandItem.EXPIRES_AT, Item.ofNumber(nowSeconds + KEPT.toSeconds())))
              .conditionExpression("attribute_not_exists(#id) OR #expires <= :now")
              .expressionAttributeNames(
                  Map.of("#id", CommandItem.COMMAND_ID, "#expires", CommandItem.EXPIRES_AT))
              .expressionAttributeValues(Map.of(":now", Item.ofNumber(nowSeconds)))
              .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(read(new Item(e.item())));
    }
  }

  @Override
  public List<StoredCommand> find(Collection<CommandId> ids) {
    Stream<Map<String, AttributeValue>> items =
        ids.size() == 1 ? one(ids.iterator().next()) : several(ids);
    return items.map(Item::new).filter(this::holds).map(CommandStore::read).toList();
  }

  /**
   * Ends a command whose session is no more, and whose host too. Conditional on the state that each
   * outcome fits: what nobody had begun did not happen, what somebody had begun may have.
   *
   * @return false when it had ended already, or is not stored any more
   */
  public boolean endLeft(CommandId id) {
    return endIf(id, "ACCEPTED", FailureCode.SESSION_NOT_FOUND)
        || endIf(id, "STARTED", FailureCode.OUTCOME_UNKNOWN);
  }

  private boolean endIf(CommandId id, String status, FailureCode failure) {
    try {
      tables.updateItem(update ->
          update
              .tableName(table)
              .key(key(id))
              .updateExpression("SET #status = :failed, #failure = :failure, #finished = :now")
              .conditionExpression("#status = :status")
              .expressionAttributeNames(
                  Map.of(
                      "#status", CommandItem.STATUS,
                      "#failure", CommandItem.FAILURE,
                      "#finished", CommandItem.FINISHED_AT))
              .expressionAttributeValues(
                  Map.of(
                      ":status", Item.ofText(status),
                      ":failed", Item.ofText("FAILED"),
                      ":failure", Item.ofText(failure.name()),
                      ":now", Item.ofNumber(clock.millis()))));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
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
            .keys(ids.stream().map(CommandStore::key).toList())
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
    String status = item.text(CommandItem.STATUS);
    return new StoredCommand(
        new CommandId(item.text(CommandItem.COMMAND_ID)),
        new CustomerId(item.text(CommandItem.CUSTOMER_ID)),
        item.text(CommandItem.FINGERPRINT),
        !status.equals("ACCEPTED"),
        ending(status, item));
  }

  private static Optional<Ending> ending(String status, Item item) {
    return switch (status) {
      case "ACCEPTED", "STARTED" -> Optional.empty();
      case "SUCCEEDED" -> Optional.of(answered(item));
      case "FAILED" ->
          Optional.of(
              new Ending.Failed(
                  FailureCode.valueOf(item.text(CommandItem.FAILURE)),
                  item.optionalText(CommandItem.DETAIL).orElse("")));
      default -> throw new IllegalStateException("not a command's status: " + status);
    };
  }

  private static Ending answered(Item item) {
    double millis = item.number(CommandItem.PAGE_MILLIS).orElse(0.0);
    Duration pageTime = Duration.ofNanos(Math.round(millis * 1e6));
    return item.optionalText(CommandItem.ANSWER)
        .<Ending>map(answer -> new Ending.Answered(answer, pageTime))
        .orElseGet(() ->
            new Ending.AnsweredElsewhere(item.text(CommandItem.ANSWER_REF), file(item), pageTime));
  }

  private static AnswerFile file(Item item) {
    return new AnswerFile(
        item.optionalText(CommandItem.ANSWER_TYPE).orElse(AnswerFile.JSON),
        item.optionalText(CommandItem.ANSWER_DISPOSITION),
        item.number(CommandItem.ANSWER_BYTES).map(Double::longValue).orElse(0L));
  }
}
