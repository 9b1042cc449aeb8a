package io.griot.host.lease;

import io.griot.contract.Names;
import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The placement queue in SQS; a message's body is the session's id. Thread-safe. */
public final class SqsPlacement implements Placement {
  private static final Logger log = LoggerFactory.getLogger(SqsPlacement.class);

  private final SqsClient sqs;
  private final String queueUrl;

  /** Looks the queue's address up. */
  public SqsPlacement(SqsClient sqs, Names names) {
    this.sqs = sqs;
    this.queueUrl = sqs.getQueueUrl(get -> get.queueName(names.placementQueue())).queueUrl();
  }

  @Override
  public List<Message> receive(int max, Duration wait) {
    var received =
        sqs.receiveMessage(receive ->
            receive
                .queueUrl(queueUrl)
                .maxNumberOfMessages(max)
                .waitTimeSeconds(Math.toIntExact(wait.toSeconds())));
    List<Message> messages = new ArrayList<>();
    for (var message : received.messages()) {
      try {
        messages.add(new Message(new SessionId(message.body().strip()), message.receiptHandle()));
      } catch (IllegalArgumentException e) {
        log.error("placement message {} names no session; deleted", message.messageId());
        sqs.deleteMessage(
            delete -> delete.queueUrl(queueUrl).receiptHandle(message.receiptHandle()));
      }
    }
    return messages;
  }

  @Override
  public void showIn(Message message, Duration delay) {
    sqs.changeMessageVisibility(change ->
        change
            .queueUrl(queueUrl)
            .receiptHandle(message.receipt())
            .visibilityTimeout(Math.toIntExact(delay.plusMillis(999).toSeconds())));
  }

  @Override
  public void send(SessionId session) {
    sqs.sendMessage(send -> send.queueUrl(queueUrl).messageBody(session.value()));
  }

  @Override
  public void delete(Message message) {
    sqs.deleteMessage(delete -> delete.queueUrl(queueUrl).receiptHandle(message.receipt()));
  }
}
