package io.griot.functions.aws;

import io.griot.contract.Names;
import io.griot.functions.webhooks.QueueCrowd;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The number of events that wait in SQS. SQS looks for groups among the first 120 000 messages
 * only, and lets as many be in flight. Asked when a receiver fails, and once in {@link #BELIEVED}.
 * Thread-safe.
 */
public final class SqsQueueCrowd implements QueueCrowd {
  /** From here on what waits could come to that bound before anybody looks. */
  static final int CROWDED = 80_000;

  private static final Duration BELIEVED = Duration.ofSeconds(30);
  private static final Logger log = LoggerFactory.getLogger(SqsQueueCrowd.class);
  private static final List<QueueAttributeName> COUNTS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

  private final SqsClient queues;
  private final Names names;
  private final InstantSource clock;
  private Instant readAt = Instant.MIN;
  private boolean isCrowded;

  public SqsQueueCrowd(SqsClient queues, Names names, InstantSource clock) {
    this.queues = queues;
    this.names = names;
    this.clock = clock;
  }

  /** After a failed read the last known value stays. */
  @Override
  public synchronized boolean isCrowded() {
    Instant now = clock.instant();
    if (!readAt.isAfter(now.minus(BELIEVED))) {
      readAt = now;
      try {
        isCrowded = count() > CROWDED;
      } catch (SdkException e) {
        log.atWarn().setCause(e).log("events.not_counted");
      }
    }
    return isCrowded;
  }

  private long count() {
    String queue = queues.getQueueUrl(get -> get.queueName(names.eventsQueue())).queueUrl();
    Map<QueueAttributeName, String> counts =
        queues.getQueueAttributes(get -> get.queueUrl(queue).attributeNames(COUNTS)).attributes();
    return counts.values().stream().mapToLong(Long::parseLong).sum();
  }
}
