package io.griot.host.command;

import io.griot.contract.Generation;
import io.griot.contract.Names;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** A session's queue in SQS. Thread-safe. */
public final class SqsSessionQueue implements SessionQueue {
  private static final Logger log = LoggerFactory.getLogger(SqsSessionQueue.class);

  private final SqsClient sqs;
  private final Generation session;
  private final String queueUrl;

  /** Looks the queue's address up; the API made the queue when the session was started. */
  public SqsSessionQueue(SqsClient sqs, Names names, Generation session) {
    this.sqs = sqs;
    this.session = session;
    this.queueUrl = sqs.getQueueUrl(get -> get.queueName(names.sessionQueue(session))).queueUrl();
  }

  @Override
  public List<Delivery> receive(Duration wait) {
    return sqs
        .receiveMessage(receive ->
            receive
                .queueUrl(queueUrl)
                .maxNumberOfMessages(BATCH)
                .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID))
        .messages()
        .stream()
        .map(message ->
            new Delivery(
                message.messageId(),
                message.receiptHandle(),
                message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, ""),
                message.body()))
        .toList();
  }

  @Override
  public void extend(Collection<Delivery> deliveries, Duration visibility) {
    int seconds = Math.toIntExact(visibility.toSeconds());
    var entries =
        numbered(deliveries)
            .map(delivery ->
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(delivery.id())
                    .receiptHandle(delivery.delivery().receipt())
                    .visibilityTimeout(seconds)
                    .build())
            .toList();
    logFailed(
        "extend",
        sqs.changeMessageVisibilityBatch(change -> change.queueUrl(queueUrl).entries(entries))
            .failed());
  }

  @Override
  public void delete(Collection<Delivery> deliveries) {
    var entries =
        numbered(deliveries)
            .map(delivery ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(delivery.id())
                    .receiptHandle(delivery.delivery().receipt())
                    .build())
            .toList();
    logFailed(
        "delete",
        sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries)).failed());
  }

  @Override
  public void remove() {
    sqs.deleteQueue(delete -> delete.queueUrl(queueUrl));
  }

  private record Numbered(String id, Delivery delivery) {}

  private static Stream<Numbered> numbered(Collection<Delivery> deliveries) {
    List<Delivery> list = List.copyOf(deliveries);
    return IntStream.range(0, list.size())
        .mapToObj(i -> new Numbered(Integer.toString(i), list.get(i)));
  }

  // Not an error: the message's visibility had run out, so it comes again and is found finished.
  private void logFailed(String what, List<BatchResultErrorEntry> failed) {
    if (!failed.isEmpty()) {
      String code = failed.getFirst().code();
      log.warn("session {}: could not {} {} messages: {}", session, what, failed.size(), code);
    }
  }
}
