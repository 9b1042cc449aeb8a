package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.functions.admin.DeadEvents;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** The dead-letter queue of events in SQS. Thread-safe. */
public final class SqsDeadEvents implements DeadEvents {
  private static final Duration HIDDEN = Duration.ofMinutes(1);

  private final SqsClient queues;
  private final Names names;
  private final DeadEventQueue dead;

  public SqsDeadEvents(SqsClient queues, Names names, InstantSource clock) {
    this.queues = queues;
    this.names = names;
    this.dead = new DeadEventQueue(queues, names, clock, HIDDEN);
  }

  @Override
  public Replay replay(CustomerId customer, Instant deadline) {
    String events = queues.getQueueUrl(get -> get.queueName(names.eventsQueue())).queueUrl();
    AtomicInteger replayed = new AtomicInteger();
    boolean isComplete =
        dead.take(
            customer,
            deadline,
            message -> {
              replay(message, events);
              replayed.incrementAndGet();
            });
    return new Replay(replayed.get(), isComplete);
  }

  /**
   * Moves an event back. It is sent before it is deleted, so it may be delivered twice but is never
   * lost.
   */
  private void replay(Message message, String events) {
    queues.sendMessage(send ->
        send.queueUrl(events)
            .messageBody(message.body())
            .messageGroupId(attribute(message, MessageSystemAttributeName.MESSAGE_GROUP_ID))
            .messageDeduplicationId(
                attribute(message, MessageSystemAttributeName.MESSAGE_DEDUPLICATION_ID)));
  }

  private static String attribute(Message message, MessageSystemAttributeName name) {
    return message.attributes().getOrDefault(name, "");
  }
}
