package io.griot.functions.aws;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.Names;
import io.griot.functions.webhooks.DeliveryQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/** The queue of events in SQS. Its URLs are read when first needed. Thread-safe. */
public final class SqsDeliveryQueue implements DeliveryQueue {
  private static final Logger log = LoggerFactory.getLogger(SqsDeliveryQueue.class);

  private final SqsClient queues;
  private final Names names;
  private final Map<String, String> addresses = new ConcurrentHashMap<>();

  public SqsDeliveryQueue(SqsClient queues, Names names) {
    this.queues = queues;
    this.names = names;
  }

  @Override
  public void showAgain(String receipt, Duration pause) {
    try {
      queues.changeMessageVisibility(change ->
          change
              .queueUrl(address(names.eventsQueue()))
              .receiptHandle(receipt)
              .visibilityTimeout(Math.toIntExact(pause.toSeconds())));
    } catch (SdkException e) {
      log.atWarn().setCause(e).log("event.pause_not_set");
    }
  }

  /** Deletes messages in one request: a batch has at most ten messages, as a request may. */
  @Override
  public void remove(List<String> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries =
        IntStream.range(0, receipts.size())
            .mapToObj(index ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(index))
                    .receiptHandle(receipts.get(index))
                    .build())
            .toList();
    try {
      queues.deleteMessageBatch(
          delete -> delete.queueUrl(address(names.eventsQueue())).entries(entries));
    } catch (SdkException e) {
      log.atWarn().setCause(e).log("events.not_removed_early");
    }
  }

  @Override
  public void giveUp(SQSMessage message) {
    Map<String, String> attributes = message.getAttributes();
    queues.sendMessage(send ->
        send.queueUrl(address(names.deadEventsQueue()))
            .messageBody(message.getBody())
            .messageGroupId(attributes.get("MessageGroupId"))
            .messageDeduplicationId(attributes.get("MessageDeduplicationId")));
  }

  private String address(String queue) {
    return addresses.computeIfAbsent(
        queue, name -> queues.getQueueUrl(get -> get.queueName(name)).queueUrl());
  }
}
