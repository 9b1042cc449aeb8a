package io.griot.infra;

import io.griot.contract.Names;
import io.griot.contract.QueueAttributes;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.DeduplicationScope;
import software.amazon.awscdk.services.sqs.FifoThroughputLimit;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The queues that outlive sessions. A session's own queue is made by the API and removed by the
 * host, under {@link Names#sessionQueuePrefix}.
 */
public final class MessagingStack extends Stack {
  private final Queue placement;

  public MessagingStack(Construct scope, String id, StackProps props, Names names) {
    super(scope, id, props);
    placement =
        queue("Placement", names.placementQueue(), QueueAttributes.ofPlacementQueue()).build();
    Suppressions.add(
        placement,
        Map.of(
            "AwsSolutions-SQS3",
            "A session is placed until it runs: each message stands for a session and is received"
                + " again whenever its host is gone, so no number of receives makes it dead. An"
                + " alarm watches how many wait."));
    Queue dead =
        fifo("DeadEvents", names.deadEventsQueue(), QueueAttributes.ofDeadEventsQueue()).build();
    Queue _ =
        fifo("Events", names.eventsQueue(), QueueAttributes.ofEventsQueue())
            .deduplicationScope(DeduplicationScope.MESSAGE_GROUP)
            .fifoThroughputLimit(FifoThroughputLimit.PER_MESSAGE_GROUP_ID)
            .deadLetterQueue(
                DeadLetterQueue.builder()
                    .queue(dead)
                    .maxReceiveCount(QueueAttributes.EVENT_RECEIVES)
                    .build())
            .build();
  }

  /** On it every session that should run has a message; visible ones wait for a host. */
  public Queue placement() {
    return placement;
  }

  private Queue.Builder fifo(String id, String name, Map<String, String> attributes) {
    return queue(id, name, attributes).fifo(true);
  }

  private Queue.Builder queue(String id, String name, Map<String, String> attributes) {
    return Queue.Builder.create(this, id)
        .queueName(name)
        .visibilityTimeout(seconds(attributes, "VisibilityTimeout"))
        .retentionPeriod(seconds(attributes, "MessageRetentionPeriod"))
        .receiveMessageWaitTime(seconds(attributes, "ReceiveMessageWaitTimeSeconds"))
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true);
  }

  private static Duration seconds(Map<String, String> attributes, String name) {
    String value = attributes.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the queue has no " + name);
    }
    return Duration.seconds(Integer.parseInt(value));
  }
}
