package io.griot.host.integration;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Commands, accepted as the API does it. Thread-safe. */
final class Commands {
  private final StoredSessions sessions;
  private final DynamoDbClient tables;
  private final SqsClient queues;
  private final Map<String, String> queueUrls = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  Commands(StoredSessions sessions, DynamoDbClient tables, SqsClient queues) {
    this.sessions = sessions;
    this.tables = tables;
    this.queues = queues;
  }

  /** Makes the arguments for sending a text to a phone. */
  static ObjectNode message(String phone, String content) {
    ObjectNode arguments = Json.MAPPER.createObjectNode();
    arguments.put("chatId", phone + "@c.us").put("contentType", "string").put("content", content);
    return arguments;
  }

  /** A command of the session's account, accepted as the API does it. */
  CommandId accept(SessionId session, String operation, ObjectNode arguments) {
    return accept(session, operation, arguments, "account");
  }

  /** A command accepted as the API does it. */
  CommandId accept(SessionId session, String operation, ObjectNode arguments, String group) {
    CommandId id = CommandId.random(random);
    tables.putItem(put ->
        put.tableName(HostFixture.NAMES.table(Table.COMMANDS))
            .item(
                Map.of(
                    CommandItem.COMMAND_ID, text(id.value()),
                    CommandItem.SESSION_ID, text(session.value()),
                    CommandItem.OPERATION, text(operation),
                    CommandItem.STATUS, text(CommandStatus.ACCEPTED.name()),
                    CommandItem.ATTEMPT, number(1))));
    Instant now = Instant.now();
    Command command =
        new Command(id, session, operation, arguments, now, now.plus(Duration.ofHours(1)), 1);
    send(command, group, command.deduplicationId());
    return id;
  }

  /** Sends a command's message, again under another deduplication id. */
  void send(Command command, String group, String deduplication) {
    String url = queueUrls.computeIfAbsent(sessions.queueName(command.session()), this::queueUrl);
    queues.sendMessage(send ->
        send.queueUrl(url)
            .messageBody(Json.write(command))
            .messageGroupId(group)
            .messageDeduplicationId(deduplication));
  }

  private String queueUrl(String name) {
    return queues.getQueueUrl(get -> get.queueName(name)).queueUrl();
  }

  /** Waits until the command has an outcome, and returns its item. */
  Map<String, AttributeValue> outcome(CommandId command) {
    return await()
        .atMost(HostFixture.DEADLINE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> item(Table.COMMANDS, CommandItem.COMMAND_ID, command.value()),
            item -> item.containsKey(CommandItem.FINISHED_AT));
  }

  /** The answer of a command that must have succeeded. */
  ObjectNode answer(CommandId command) {
    return Json.readObject(StoredSessions.value(outcome(command), CommandItem.ANSWER));
  }

  private Map<String, AttributeValue> item(Table table, String key, String value) {
    return tables
        .getItem(get ->
            get.tableName(HostFixture.NAMES.table(table))
                .key(Map.of(key, text(value)))
                .consistentRead(true))
        .item();
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
