package io.griot.host.command;

import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.QueueAttributes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** A session's queue in SQS. Thread-safe. */
public final class SqsSessionQueue implements SessionQueue {
  private static final Logger log = LoggerFactory.getLogger(SqsSessionQueue.class);

  /**
   * Limits a write, so that a request that hangs does not delay the next extension beyond the
   * visibility timeout.
   */
  private static final Duration WRITE_DEADLINE = Duration.ofSeconds(5);

  private final SqsClient sqs;
  private final Generation session;
  private final String name;
  private final Duration visibility;
  private final AwsRequestOverrideConfiguration write;
  private volatile Optional<String> knownUrl = Optional.empty();

  /**
   * Makes no request. The first request creates the queue if the API has not.
   *
   * @param visibility in whole seconds
   */
  public SqsSessionQueue(SqsClient sqs, Names names, Generation session, Duration visibility) {
    this(sqs, names, session, visibility, WRITE_DEADLINE);
  }

  SqsSessionQueue(
      SqsClient sqs, Names names, Generation session, Duration visibility, Duration writeDeadline) {
    this.visibility = visibility;
    this.write = AwsRequestOverrideConfiguration.builder().apiCallTimeout(writeDeadline).build();
    this.sqs = sqs;
    this.session = session;
    this.name = names.sessionQueue(session);
  }

  @Override
  public List<Delivery> receive(Duration wait) {
    return request(queueUrl ->
            sqs.receiveMessage(receive ->
                receive
                    .queueUrl(queueUrl)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                    .visibilityTimeout(Math.toIntExact(visibility.toSeconds()))
                    .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID)))
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
  public Duration visibility() {
    return visibility;
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
    var response =
        request(queueUrl ->
            sqs.changeMessageVisibilityBatch(
                change -> change.queueUrl(queueUrl).entries(entries).overrideConfiguration(write)));
    logFailed("extend", response.failed());
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
    var response =
        request(queueUrl ->
            sqs.deleteMessageBatch(
                delete -> delete.queueUrl(queueUrl).entries(entries).overrideConfiguration(write)));
    logFailed("delete", response.failed());
  }

  @Override
  public void remove() {
    try {
      String url = sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
      sqs.deleteQueue(delete -> delete.queueUrl(url));
    } catch (QueueDoesNotExistException e) {
      log.atInfo().addKeyValue("queue", name).log("queue.absent");
    }
  }

  private <R> R request(Function<String, R> request) {
    String url = url();
    try {
      return request.apply(url);
    } catch (QueueDoesNotExistException e) {
      throw new QueueGoneException(name, e);
    }
  }

  // Two threads may both create it; the result is one queue.
  private String url() {
    return knownUrl.orElseGet(() -> {
      String url = foundOrMade();
      knownUrl = Optional.of(url);
      return url;
    });
  }

  private String foundOrMade() {
    try {
      return sqs.getQueueUrl(get -> get.queueName(name)).queueUrl();
    } catch (QueueDoesNotExistException e) {
      log.atWarn().addKeyValue("queue", name).log("queue.made");
      return sqs.createQueue(create ->
              create.queueName(name).attributesWithStrings(QueueAttributes.ofSessionQueue()))
          .queueUrl();
    }
  }

  private record Numbered(String id, Delivery delivery) {}

  private static Stream<Numbered> numbered(Collection<Delivery> deliveries) {
    List<Delivery> list = List.copyOf(deliveries);
    return IntStream.range(0, list.size())
        .mapToObj(i -> new Numbered(Integer.toString(i), list.get(i)));
  }

  // Not an error: the visibility timeout had passed. The message is delivered again and its command
  // is found ended.
  private void logFailed(String what, List<BatchResultErrorEntry> failed) {
    if (!failed.isEmpty()) {
      log.atWarn()
          .addKeyValue("session", session)
          .addKeyValue("request", what)
          .addKeyValue("messages", failed.size())
          .addKeyValue("code", failed.getFirst().code())
          .log("messages.refused");
    }
  }
}
