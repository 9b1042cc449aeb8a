package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Environment;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.contract.WebhookItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Reads the events on the webhooks' queue, which are not delivered here. Thread-safe. */
final class QueuedEvents {
  private final DynamoDbClient tables;
  private final SqsClient queues;

  QueuedEvents(DynamoDbClient tables, SqsClient queues) {
    this.tables = tables;
    this.queues = queues;
  }

  /** Makes a session's events go to their queue, like a webhook. They are not delivered. */
  void want(SessionId session) {
    String scope = WebhookItem.ofSession(session, Environment.TEST);
    tables.putItem(put ->
        put.tableName(HostFixture.NAMES.table(Table.WEBHOOKS))
            .item(
                Map.of(
                    WebhookItem.SCOPE,
                    text(scope),
                    WebhookItem.URL,
                    text("https://receiver.example"))));
  }

  /** Waits until so many events of a name were told of a session, taking all from their queue. */
  void await(SessionId session, String dataType, int count) {
    List<String> told = new ArrayList<>();
    Awaitility.await()
        .atMost(HostFixture.DEADLINE)
        .until(() -> {
          events(session).forEach(event -> told.add(event.dataType()));
          return told.stream().filter(dataType::equals).count() >= count;
        });
  }

  /** Waits until these texts, which others wrote to a session, were told; takes all events. */
  void awaitTexts(SessionId session, Collection<String> texts) {
    Set<String> told = new HashSet<>();
    Awaitility.await()
        .atMost(HostFixture.DEADLINE)
        .untilAsserted(() -> {
          events(session).stream()
              .flatMap(event -> event.body().stream())
              .map(body -> Json.readObject(body).at("/data/message/body").asText())
              .forEach(told::add);
          assertThat(told).containsAll(texts);
        });
  }

  private List<EventMessage> events(SessionId session) {
    String url =
        queues.getQueueUrl(get -> get.queueName(HostFixture.NAMES.eventsQueue())).queueUrl();
    List<EventMessage> events = new ArrayList<>();
    queues
        .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
        .messages()
        .forEach(message -> {
          EventMessage event = EventMessage.read(message.body());
          if (event.session().equals(Optional.of(session))) {
            events.add(event);
          }
          queues.deleteMessage(
              delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
        });
    return events;
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
