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
 * The permanent queues: those of events. A session's own queue is created and deleted with the
 * session, under {@link Names#sessionQueuePrefix}.
 */
public final class MessagingStack extends Stack {
  public MessagingStack(Construct scope, String id, StackProps props, Names names) {
    super(scope, id, props);
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

  private Queue.Builder fifo(String id, String name, Map<String, String> attributes) {
    return Queue.Builder.create(this, id)
        .queueName(name)
        .fifo(true)
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
