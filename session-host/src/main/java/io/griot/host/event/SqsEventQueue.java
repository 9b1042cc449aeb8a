package io.griot.host.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.CommandItem;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.host.command.ObjectStore;
import io.griot.host.lease.SessionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * Sends events to SQS. The data of a large event is stored in S3 before its message is sent, so
 * that the receiver finds it. Thread-safe; blocks.
 */
public final class SqsEventQueue implements EventQueue {
  /** Limit of all messages of one request. SQS allows more, ElasticMQ 256 KB. */
  static final int MAX_BATCH_BYTES = 240_000;

  /** SQS's limit of one request. */
  private static final int MAX_BATCH = 10;

  private static final Logger log = LoggerFactory.getLogger(SqsEventQueue.class);

  private final SqsClient sqs;
  private final ObjectStore objects;
  private final String queueUrl;

  /** Looks up the queue's URL. */
  public SqsEventQueue(SqsClient sqs, ObjectStore objects, Names names) {
    this.sqs = sqs;
    this.objects = objects;
    this.queueUrl = sqs.getQueueUrl(get -> get.queueName(names.eventsQueue())).queueUrl();
  }

  /** A message, and how SQS tells it from others. */
  private record Queued(String group, EventId id, String message) {}

  @Override
  public void send(List<Event> events) {
    sendAll(
        events.stream()
            .map(event -> new Queued(event.messageGroup(), event.id(), message(event)))
            .toList());
  }

  /** Sends events of a session's log, as {@link #send}. */
  public void sendLogged(SessionRecord session, List<LoggedEvent> events) {
    sendAll(
        events.stream()
            .map(event -> {
              EventMessage message =
                  new EventMessage(
                      event.id(),
                      session.customer(),
                      Optional.of(session.id()),
                      session.environment(),
                      event.dataType(),
                      event.at(),
                      event.body(),
                      Optional.empty());
              return new Queued(event.group(), event.id(), message.write());
            })
            .toList());
  }

  private String message(Event event) {
    String body = event.payload().toString();
    String inline = EventMessage.inline(event, body).write();
    if (inline.getBytes(UTF_8).length <= CommandItem.MAX_INLINE_BYTES) {
      return inline;
    }
    objects.put(Names.eventObject(event.id()), body);
    return EventMessage.claimCheck(event).write();
  }

  private void sendAll(List<Queued> events) {
    for (List<Queued> round : FifoRounds.of(events, Queued::group)) {
      List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
      int bytes = 0;
      for (Queued event : round) {
        int size = event.message().getBytes(UTF_8).length;
        boolean isFull = batch.size() == MAX_BATCH || bytes + size > MAX_BATCH_BYTES;
        if (isFull && !batch.isEmpty()) {
          sendBatch(batch);
          batch.clear();
          bytes = 0;
        }
        batch.add(entry(Integer.toString(batch.size()), event));
        bytes += size;
      }
      sendBatch(batch);
    }
  }

  private static SendMessageBatchRequestEntry entry(String id, Queued event) {
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageGroupId(event.group())
        .messageDeduplicationId(event.id().value())
        .messageBody(Json.sendable(event.message()))
        .build();
  }

  private void sendBatch(List<SendMessageBatchRequestEntry> batch) {
    List<SendMessageBatchRequestEntry> entries = List.copyOf(batch);
    List<BatchResultErrorEntry> failed =
        sqs.sendMessageBatch(send -> send.queueUrl(queueUrl).entries(entries)).failed();
    failed.stream()
        .filter(BatchResultErrorEntry::senderFault)
        .forEach(entry -> log.atError().addKeyValue("code", entry.code()).log("event.refused"));
    failed.stream()
        .filter(entry -> !entry.senderFault())
        .findFirst()
        .ifPresent(entry -> {
          throw SdkClientException.create("SQS did not take an event: " + entry.code());
        });
  }
}
