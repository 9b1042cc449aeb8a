package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.EventMessage;
import io.griot.contract.Names;
import io.griot.functions.admin.DeadEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * Dead events in SQS. Nobody else receives from that queue. Messages of other customers are hidden
 * while it is looked through, and shown again at the end; after {@link #HIDDEN} by themselves. A
 * group has events of one customer alone, so what is hidden keeps none of this customer's back.
 * Thread-safe.
 */
public final class SqsDeadEvents implements DeadEvents {
  private static final Duration HIDDEN = Duration.ofMinutes(1);
  private static final int BATCH = 10;
  private static final int WAIT_SECONDS = 1;
  private static final Logger log = LoggerFactory.getLogger(SqsDeadEvents.class);

  private final SqsClient queues;
  private final Names names;
  private final InstantSource clock;

  public SqsDeadEvents(SqsClient queues, Names names, InstantSource clock) {
    this.queues = queues;
    this.names = names;
    this.clock = clock;
  }

  @Override
  public Replay replay(CustomerId customer, Instant deadline) {
    Looking looking = new Looking(customer, address(names.deadEventsQueue()));
    try {
      return looking.until(deadline);
    } finally {
      looking.showOthers();
    }
  }

  private String address(String queue) {
    return queues.getQueueUrl(get -> get.queueName(queue)).queueUrl();
  }

  /** One look through the queue. One thread. */
  private final class Looking {
    private final CustomerId customer;
    private final String dead;
    private final String events;
    private final List<Message> others = new ArrayList<>();
    private int replayed;

    Looking(CustomerId customer, String dead) {
      this.customer = customer;
      this.dead = dead;
      this.events = address(names.eventsQueue());
    }

    Replay until(Instant deadline) {
      while (clock.instant().isBefore(deadline)) {
        List<Message> messages = receive();
        if (messages.isEmpty()) {
          return new Replay(replayed, true);
        }
        messages.forEach(this::sort);
      }
      return new Replay(replayed, false);
    }

    private List<Message> receive() {
      return queues
          .receiveMessage(receive ->
              receive
                  .queueUrl(dead)
                  .maxNumberOfMessages(BATCH)
                  .waitTimeSeconds(WAIT_SECONDS)
                  .visibilityTimeout(Math.toIntExact(HIDDEN.toSeconds()))
                  .messageSystemAttributeNames(
                      MessageSystemAttributeName.MESSAGE_GROUP_ID,
                      MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID))
          .messages();
    }

    private void sort(Message message) {
      if (isOfCustomer(message)) {
        replay(message);
      } else {
        others.add(message);
      }
    }

    private boolean isOfCustomer(Message message) {
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

    /** Sent before it is deleted: in between it may be told twice, never lost. */
    private void replay(Message message) {
      queues.sendMessage(send ->
          send.queueUrl(events)
              .messageBody(message.body())
              .messageGroupId(attribute(message, MessageSystemAttributeName.MESSAGE_GROUP_ID))
              .messageDeduplicationId(
                  attribute(message, MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID)));
      queues.deleteMessage(delete -> delete.queueUrl(dead).receiptHandle(message.receiptHandle()));
      replayed++;
    }

    private String attribute(Message message, MessageSystemAttributeName name) {
      return message.attributes().getOrDefault(name, "");
    }

    void showOthers() {
      try {
        others.forEach(message ->
            queues.changeMessageVisibility(change ->
                change.queueUrl(dead).receiptHandle(message.receiptHandle()).visibilityTimeout(0)));
      } catch (SdkException e) {
        log.atWarn().setCause(e).log("events.not_shown"); // they come back by themselves
      }
    }
  }
}
