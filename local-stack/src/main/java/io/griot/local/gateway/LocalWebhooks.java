package io.griot.local.gateway;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.Names;
import io.griot.functions.WebhooksHandler;
import io.griot.local.aws.LocalAws;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The event source between the events' queue and the handler, as on Lambda: calls the handler with
 * batches, and deletes the messages that it does not report as failed.
 */
public final class LocalWebhooks implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LocalWebhooks.class);
  private static final int BATCH = 10;

  /** Short, because ElasticMQ continues a long poll whose client is gone. */
  private static final int WAIT_SECONDS = 1;

  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(15);

  private final WebhooksHandler handler;
  private final SqsClient sqs;
  private final String queueUrl;
  private final Thread poller;
  private volatile boolean closing;

  public LocalWebhooks(WebhooksHandler handler, LocalAws aws, Names names) {
    this.handler = handler;
    this.sqs = aws.sqsClient();
    this.queueUrl = sqs.getQueueUrl(get -> get.queueName(names.eventsQueue())).queueUrl();
    this.poller = Thread.ofVirtual().name("webhooks").start(this::run);
  }

  private void run() {
    while (!closing) {
      try {
        List<Message> messages = receive();
        if (!messages.isEmpty()) {
          invoke(messages);
        }
      } catch (SdkException e) {
        if (!closing) {
          log.atWarn().setCause(e).log("events.not_received");
        }
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("webhooks.failed");
      }
    }
  }

  private List<Message> receive() {
    return sqs.receiveMessage(receive ->
            receive
                .queueUrl(queueUrl)
                .maxNumberOfMessages(BATCH)
                .waitTimeSeconds(WAIT_SECONDS)
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private void invoke(List<Message> messages) {
    SQSEvent event = new SQSEvent();
    event.setRecords(messages.stream().map(LocalWebhooks::asLambdaHasIt).toList());
    LambdaContext context = new LambdaContext(UUID.randomUUID().toString(), FUNCTION_TIMEOUT);
    SQSBatchResponse response = handler.handleRequest(event, context);
    Set<String> undelivered =
        response.getBatchItemFailures().stream()
            .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
            .collect(Collectors.toSet());
    remove(
        messages.stream().filter(message -> !undelivered.contains(message.messageId())).toList());
  }

  /**
   * Deletes messages in one request, as Lambda does. The handler itself deletes delivered messages
   * early; ElasticMQ refuses to delete them again, SQS does not.
   */
  private void remove(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    List<DeleteMessageBatchRequestEntry> entries =
        messages.stream()
            .map(message ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(message.messageId())
                    .receiptHandle(message.receiptHandle())
                    .build())
            .toList();
    sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries)).failed().stream()
        .filter(failure -> !failure.code().contains("ReceiptHandleIsInvalid"))
        .forEach(
            failure -> log.atWarn().addKeyValue("code", failure.code()).log("event.not_removed"));
  }

  private static SQSMessage asLambdaHasIt(Message message) {
    Map<String, String> attributes =
        message.attributesAsStrings().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    SQSMessage record = new SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.receiptHandle());
    record.setBody(message.body());
    record.setAttributes(attributes);
    return record;
  }

  /** Waits for the running invocation. */
  @Override
  public void close() {
    closing = true;
    try {
      if (!poller.join(CLOSE_DEADLINE)) {
        log.atError().log("webhooks.did_not_end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    sqs.close();
  }
}
