package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.EventMessage;
import io.griot.contract.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The dead-letter queue of events, searched for those of one customer. Nothing else receives from
 * it. Events of others are hidden during the search and made visible at the end; if that fails,
 * they become visible by their visibility timeout. A group has events of one customer only, so a
 * hidden event does not block this customer's. Thread-safe.
 */
final class DeadEventQueue {
  private static final Logger log = LoggerFactory.getLogger(DeadEventQueue.class);
  private static final int BATCH = 10;

  /** A long poll asks all of SQS's servers, so an empty result means an empty queue. */
  private static final int WAIT_SECONDS = 1;

  private final SqsClient queues;
  private final Names names;
  private final InstantSource clock;
  private final Duration hidden;

  /**
   * @param hidden the visibility timeout of others' events: longer than a search
   */
  DeadEventQueue(SqsClient queues, Names names, InstantSource clock, Duration hidden) {
    this.queues = queues;
    this.names = names;
    this.clock = clock;
    this.hidden = hidden;
  }

  /**
   * Removes a customer's events, in order. Blocks until the deadline, plus one batch.
   *
   * @param each receives an event's message before it is deleted
   * @return whether all messages were seen
   */
  boolean take(CustomerId customer, Instant deadline, Consumer<Message> each) {
    String queue = queues.getQueueUrl(get -> get.queueName(names.deadEventsQueue())).queueUrl();
    List<Message> others = new ArrayList<>();
    try {
      while (clock.instant().isBefore(deadline)) {
        List<Message> messages = receive(queue);
        if (messages.isEmpty()) {
          return true;
        }
        for (Message message : messages) {
          if (isOf(customer, message)) {
            each.accept(message);
            queues.deleteMessage(
                delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
          } else {
            others.add(message);
          }
        }
      }
      return false;
    } finally {
      show(queue, others);
    }
  }

  private List<Message> receive(String queue) {
    return queues
        .receiveMessage(receive ->
            receive
                .queueUrl(queue)
                .maxNumberOfMessages(BATCH)
                .waitTimeSeconds(WAIT_SECONDS)
                .visibilityTimeout(Math.toIntExact(hidden.toSeconds()))
                .messageSystemAttributeNames(
                    MessageSystemAttributeName.MESSAGE_GROUP_ID,
                    MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID))
        .messages();
  }

  /** Whether a message is an event of the customer. Malformed messages are left to the operator. */
  private static boolean isOf(CustomerId customer, Message message) {
    try {
      return EventMessage.read(message.body()).customer().equals(customer);
    } catch (IllegalArgumentException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("messageId", message.messageId())
          .log("event.not_understood");
      return false;
    }
  }

  private void show(String queue, List<Message> others) {
    try {
      others.forEach(message ->
          queues.changeMessageVisibility(change ->
              change.queueUrl(queue).receiptHandle(message.receiptHandle()).visibilityTimeout(0)));
    } catch (SdkException e) {
      log.atWarn().setCause(e).log("events.not_shown"); // they become visible by their timeout
    }
  }
}
