package io.griot.host.command;

import static io.griot.host.dynamo.Attributes.number;
import static io.griot.host.dynamo.Attributes.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.EndingItem;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.host.dynamo.Attributes;
import io.griot.host.dynamo.Update;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Commands in the commands table; large answers as S3 objects. Thread-safe. */
public final class DynamoCommandStore implements CommandStore {
  private static final AttributeValue ACCEPTED = text("ACCEPTED");
  private static final AttributeValue STARTED = text("STARTED");

  private final DynamoDbClient dynamoDb;
  private final LargeObjects objects;
  private final InstantSource clock;
  private final String commands;
  private final String sessions;
  private final String endings;

  public DynamoCommandStore(
      DynamoDbClient dynamoDb, LargeObjects objects, InstantSource clock, Names names) {
    this.dynamoDb = dynamoDb;
    this.objects = objects;
    this.clock = clock;
    this.commands = names.table(Table.COMMANDS);
    this.sessions = names.table(Table.SESSIONS);
    this.endings = names.table(Table.ENDINGS);
  }

  @Override
  public Claim claim(CommandId command, long token) {
    Update update = started(token).ifEquals(CommandItem.STATUS, ACCEPTED);
    try {
      dynamoDb.updateItem(update.request(commands, Attributes.key(command)));
      return new Claim.Started();
    } catch (ConditionalCheckFailedException e) {
      return found(e.hasItem() ? e.item() : Map.of(), token);
    }
  }

  @Override
  public boolean claimAgain(CommandId command, long foundToken, long token) {
    return write(
        command,
        started(token)
            .ifEquals(CommandItem.STATUS, STARTED)
            .ifEquals(CommandItem.TOKEN, number(foundToken)));
  }

  @Override
  public boolean finish(CommandId command, long token, Outcome outcome) {
    return write(command, finished(command, token, outcome));
  }

  @Override
  public boolean finishWithSession(
      CommandId command, Lease lease, Generation session, Outcome outcome) {
    Delete removal =
        Delete.builder()
            .tableName(sessions)
            .key(Attributes.key(lease.session()))
            .conditionExpression("#owner = :owner AND #token = :token")
            .expressionAttributeNames(
                Map.of("#owner", SessionItem.OWNER, "#token", SessionItem.TOKEN))
            .expressionAttributeValues(
                Map.of(":owner", text(lease.owner()), ":token", number(lease.token())))
            .build();
    Put ending = Put.builder().tableName(endings).item(endingOf(session)).build();
    return finishWith(
        List.of(
            TransactWriteItem.builder().delete(removal).build(),
            TransactWriteItem.builder().put(ending).build()),
        command,
        lease,
        outcome);
  }

  @Override
  public void forgetEnding(Generation session) {
    dynamoDb.deleteItem(delete ->
        delete.tableName(endings).key(Map.of(EndingItem.GENERATION, text(session.toString()))));
  }

  private Map<String, AttributeValue> endingOf(Generation session) {
    return Map.of(
        EndingItem.GENERATION, text(session.toString()),
        EndingItem.SESSION_ID, text(session.session().value()),
        EndingItem.CREATED_AT, number(session.createdAt().toEpochMilli()),
        EndingItem.ENDED_AT, number(clock.millis()));
  }

  @Override
  public boolean finishWithStop(CommandId command, Lease lease, Outcome outcome) {
    Update stopped =
        new Update()
            .ifEquals(SessionItem.OWNER, text(lease.owner()))
            .ifEquals(SessionItem.TOKEN, number(lease.token()))
            .set(SessionItem.STOPPED_AT, number(clock.millis()))
            .set(SessionItem.USABLE, AttributeValue.fromBool(false));
    List.of(
            SessionItem.OWNER,
            SessionItem.STATE,
            SessionItem.PROVEN_AT,
            SessionItem.QR,
            SessionItem.PROBLEM)
        .forEach(stopped::remove);
    var session = stopped.part(sessions, Attributes.key(lease.session()));
    return finishWith(
        List.of(TransactWriteItem.builder().update(session).build()), command, lease, outcome);
  }

  private boolean finishWith(
      List<TransactWriteItem> session, CommandId command, Lease lease, Outcome outcome) {
    var result = finished(command, lease.token(), outcome).part(commands, Attributes.key(command));
    List<TransactWriteItem> all = new ArrayList<>(session);
    all.add(TransactWriteItem.builder().update(result).build());
    try {
      dynamoDb.transactWriteItems(write -> write.transactItems(all));
      return true;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream()
          .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()))) {
        return false;
      }
      throw e;
    }
  }

  private static Claim found(Map<String, AttributeValue> item, long token) {
    if (item.isEmpty()) {
      return new Claim.Unknown();
    }
    long foundToken = Attributes.numberIn(item, CommandItem.TOKEN);
    if (!STARTED.equals(item.get(CommandItem.STATUS))) {
      return new Claim.Finished();
    }
    return foundToken > token ? new Claim.Fenced() : new Claim.Interrupted(foundToken);
  }

  private static Update started(long token) {
    return new Update().set(CommandItem.STATUS, STARTED).set(CommandItem.TOKEN, number(token));
  }

  private Update finished(CommandId command, long token, Outcome outcome) {
    Update update =
        new Update()
            .ifEquals(CommandItem.STATUS, STARTED)
            .ifEquals(CommandItem.TOKEN, number(token))
            .set(CommandItem.FINISHED_AT, number(clock.millis()));
    return switch (outcome) {
      case Outcome.Succeeded succeeded -> succeeded(command, update, succeeded);
      case Outcome.Filed(AnswerFile file, Duration pageTime) ->
          filed(command, taking(update, pageTime), file);
      case Outcome.Failed failed -> failed(update, failed);
    };
  }

  private Update succeeded(CommandId command, Update update, Outcome.Succeeded outcome) {
    taking(update, outcome.pageTime());
    String answer = outcome.answer().toString();
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
        .set(CommandItem.STATUS, text("SUCCEEDED"))
        .set(CommandItem.PAGE_MILLIS, AttributeValue.fromN(Double.toString(millis)));
  }

  private static Update filed(CommandId command, Update update, AnswerFile file) {
    file.disposition().ifPresent(value -> update.set(CommandItem.ANSWER_DISPOSITION, text(value)));
    return update
        .set(CommandItem.ANSWER_REF, text(Names.answerObject(command)))
        .set(CommandItem.ANSWER_TYPE, text(file.mimetype()))
        .set(CommandItem.ANSWER_BYTES, number(file.bytes()));
  }

  private static Update failed(Update update, Outcome.Failed outcome) {
    update.set(CommandItem.STATUS, text("FAILED"));
    update.set(CommandItem.FAILURE, text(outcome.code().name()));
    return outcome.detail().isEmpty()
        ? update
        : update.set(CommandItem.DETAIL, text(outcome.detail()));
  }

  private boolean write(CommandId command, Update update) {
    try {
      dynamoDb.updateItem(update.request(commands, Attributes.key(command)));
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }
}
