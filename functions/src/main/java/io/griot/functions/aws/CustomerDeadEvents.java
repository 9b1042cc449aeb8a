package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.EventMessage;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * A customer's events that could not be delivered, in the queue where all such events end. Each is
 * received; others' are given back when all were seen. A group of the queue is one customer's:
 * while its first message is held here, those behind it are not received, and need not be.
 * Thread-safe.
 */
public final class CustomerDeadEvents implements CustomerData {
  private static final Logger log = LoggerFactory.getLogger(CustomerDeadEvents.class);
  private static final int RECEIVE_MAX = 10;

  /** Longer than a round. Then others' events show again by themselves. */
  private static final int HELD_SECONDS = 120;

  /** A long poll asks all of SQS's servers: what it does not find is not there. */
  private static final int WAIT_SECONDS = 1;

  private final SqsClient queues;
  private final Names names;
  private final InstantSource clock;

  public CustomerDeadEvents(SqsClient queues, Names names, InstantSource clock) {
    this.queues = queues;
    this.names = names;
    this.clock = clock;
  }

  /** Nobody can count what a queue has without taking it. */
  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.empty();
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    String queue = queues.getQueueUrl(get -> get.queueName(names.deadEventsQueue())).queueUrl();
    List<String> others = new ArrayList<>();
    long removed = 0;
    boolean isEmpty = false;
    try {
      while (!isEmpty && clock.instant().isBefore(deadline)) {
        List<Message> messages = receive(queue);
        isEmpty = messages.isEmpty();
        for (Message message : messages) {
          if (isOf(message, customer)) {
            queues.deleteMessage(
                delete -> delete.queueUrl(queue).receiptHandle(message.receiptHandle()));
            removed++;
          } else {
            others.add(message.receiptHandle());
          }
        }
      }
    } finally {
      others.forEach(receipt ->
          queues.changeMessageVisibility(
              change -> change.queueUrl(queue).receiptHandle(receipt).visibilityTimeout(0)));
    }
    log.atInfo()
        .addKeyValue("customerId", customer)
        .addKeyValue("events", removed)
        .log("customer.dead_events_removed");
    return isEmpty;
  }

  private List<Message> receive(String queue) {
    return queues
        .receiveMessage(receive ->
            receive
                .queueUrl(queue)
                .maxNumberOfMessages(RECEIVE_MAX)
                .visibilityTimeout(HELD_SECONDS)
                .waitTimeSeconds(WAIT_SECONDS))
        .messages();
  }

  /** What is no event is left to the operator. */
  private static boolean isOf(Message message, CustomerId customer) {
    try {
      return EventMessage.read(message.body()).customer().equals(customer);
    } catch (IllegalArgumentException e) {
      log.atWarn()
          .setCause(e)
          .addKeyValue("messageId", message.messageId())
          .log("message.malformed");
      return false;
    }
  }
}
