package io.griot.functions.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.contract.Event;
import io.griot.contract.EventMessage;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.functions.eventlog.ReplayQueue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Sends replayed events by the queue of new ones, in separate groups. Thread-safe. */
public final class SqsReplayQueue implements ReplayQueue {
  /** SQS's limit of messages in a request. */
  private static final int BATCH = 10;

  /** The maximum size of a request's messages. SQS allows more, ElasticMQ 256 KB. */
  private static final int MAX_BATCH_BYTES = 240_000;

  private final SqsClient queues;
  private final String name;
  private @Nullable String address;

  public SqsReplayQueue(SqsClient queues, Names names) {
    this.queues = queues;
    this.name = names.eventsQueue();
  }

  @Override
  public void send(List<EventMessage> events) {
    List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
    int bytes = 0;
    for (EventMessage event : events) {
      SendMessageBatchRequestEntry entry = entry(Integer.toString(batch.size()), event);
      int size = entry.messageBody().getBytes(UTF_8).length;
      if (batch.size() == BATCH || bytes + size > MAX_BATCH_BYTES) {
        sendBatch(batch);
        batch.clear();
        bytes = 0;
        entry = entry("0", event);
      }
      batch.add(entry);
      bytes += size;
    }
    sendBatch(batch);
  }

  private void sendBatch(List<SendMessageBatchRequestEntry> batch) {
    if (batch.isEmpty()) {
      return;
    }
    String to = address();
    List<SendMessageBatchRequestEntry> entries = List.copyOf(batch);
    if (!queues.sendMessageBatch(send -> send.queueUrl(to).entries(entries)).failed().isEmpty()) {
      throw SdkClientException.create("SQS did not take an event that is delivered again");
    }
  }

  private static SendMessageBatchRequestEntry entry(String id, EventMessage event) {
    String replay = event.replay().orElseThrow();
    return SendMessageBatchRequestEntry.builder()
        .id(id)
        .messageGroupId(group(event, replay))
        .messageDeduplicationId(replay + "-" + event.id())
        .messageBody(Json.sendable(event.write()))
        .build();
  }

  private static String group(EventMessage event, String replay) {
    return event
        .session()
        .map(session -> Event.messageGroup(session, "replay " + replay))
        .orElse("replay-" + replay);
  }

  /** The queue's URL, read once: the queue exists as long as the installation. */
  private synchronized String address() {
    if (address == null) {
      address = queues.getQueueUrl(get -> get.queueName(name)).queueUrl();
    }
    return address;
  }
}
