package io.griot.local.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.LedgerItem;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.local.aws.LocalAws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Writes and reads the state that hosts, webhooks and the passing of time change. Used by one
 * thread.
 */
public final class BehindTheApi implements AutoCloseable {
  private static final Names NAMES = ApiFixture.NAMES;

  private final DynamoDbClient tables;
  private final SqsClient queues;

  public BehindTheApi(LocalAws aws) {
    this.tables = aws.dynamoDbClient();
    this.queues = aws.sqsClient();
  }

  /** Gives the session to another host. */
  public void takenBy(SessionId session, String host) {
    tables.updateItem(update ->
        update
            .tableName(NAMES.table(Table.SESSIONS))
            .key(Map.of(SessionItem.SESSION_ID, Item.ofText(session.value())))
            .updateExpression("SET #owner = :host ADD #token :one REMOVE #from, #until")
            .expressionAttributeNames(
                Map.of(
                    "#owner", SessionItem.OWNER,
                    "#token", SessionItem.TOKEN,
                    "#from", SessionItem.MOVE_FROM,
                    "#until", SessionItem.MOVE_UNTIL))
            .expressionAttributeValues(
                Map.of(":host", Item.ofText(host), ":one", Item.ofNumber(1))));
  }

  /** The host that is to give up the session; empty when there is none. */
  public Optional<String> movedFrom(SessionId session) {
    return new Item(
            tables
                .getItem(get ->
                    get.tableName(NAMES.table(Table.SESSIONS))
                        .key(Map.of(SessionItem.SESSION_ID, Item.ofText(session.value()))))
                .item())
        .optionalText(SessionItem.MOVE_FROM);
  }

  /** Puts a customer's event into the dead-letter queue. */
  public void deadEvent(String customer, String text) {
    SessionId session = ApiFixture.session(customer, "main");
    ObjectNode data = Json.MAPPER.createObjectNode().put("text", text);
    Event event =
        new Event(
            EventId.of(session, "message", text),
            new CustomerId(customer),
            session,
            new SessionName("main"),
            Environment.TEST,
            "chat",
            "message",
            Instant.now(),
            Optional.of(data));
    String url = address(NAMES.deadEventsQueue());
    queues.sendMessage(send ->
        send.queueUrl(url)
            .messageBody(EventMessage.inline(event, data.toString()).write())
            .messageGroupId(event.messageGroup())
            .messageDeduplicationId(event.id().value()));
  }

  /**
   * Takes everything from the queue of events.
   *
   * @return customer and text of each
   */
  public List<String> eventsOnTheirWay() {
    return taken(NAMES.eventsQueue());
  }

  /** Takes everything from the dead-letter queue of events. */
  public List<String> deadEvents() {
    return taken(NAMES.deadEventsQueue());
  }

  private List<String> taken(String queue) {
    String url = address(queue);
    List<String> all = new ArrayList<>();
    for (List<Message> batch = receive(url); !batch.isEmpty(); batch = receive(url)) {
      for (Message message : batch) {
        EventMessage event = EventMessage.read(message.body());
        all.add(event.customer() + " " + event.body().orElse(""));
        queues.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
    }
    return all;
  }

  private List<Message> receive(String url) {
    return queues
        .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages();
  }

  private String address(String queue) {
    return queues.getQueueUrl(get -> get.queueName(queue)).queueUrl();
  }

  /**
   * Writes an entry of a customer's ledger.
   *
   * @param noteLength the length of its note
   */
  public void ledgerEntry(String customer, String reference, int noteLength) {
    tables.putItem(put ->
        put.tableName(NAMES.table(Table.LEDGER))
            .item(
                Map.ofEntries(
                    Map.entry(LedgerItem.ENTRY, Item.ofText("manual#" + reference)),
                    Map.entry(LedgerItem.KIND, Item.ofText("PAYMENT")),
                    Map.entry(LedgerItem.CUSTOMER_ID, Item.ofText(customer)),
                    Map.entry(LedgerItem.AT, Item.ofText("2026-01-01T00:00:00.000Z")),
                    Map.entry(LedgerItem.MONTH, Item.ofText("2026-01")),
                    Map.entry(LedgerItem.AMOUNT, Item.ofNumber(10_000)),
                    Map.entry(LedgerItem.CURRENCY, Item.ofText("XOF")),
                    Map.entry(LedgerItem.PLAN_ID, Item.ofText("standard")),
                    Map.entry(LedgerItem.PERIODS, Item.ofNumber(0)),
                    Map.entry(LedgerItem.NOTE, Item.ofText("x".repeat(noteLength))))));
  }

  @Override
  public void close() {
    tables.close();
    queues.close();
  }
}
