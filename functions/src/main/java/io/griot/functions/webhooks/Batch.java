package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.EventMessage;
import io.griot.contract.Metric;
import io.griot.contract.SessionId;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.functions.webhooks.Attempts.Result;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The events of one invocation. Groups are delivered side by side, a group's events one after
 * another; after the first that fails the rest of its group stays undelivered too, as the order of
 * a FIFO queue demands.
 */
public final class Batch {
  private static final Logger log = LoggerFactory.getLogger(Batch.class);

  private final Attempts attempts;
  private final Redelivery redelivery;
  private final UsageMeter usage;
  private final InstantSource clock;

  /**
   * @param usage counts what is delivered for its customers
   */
  public Batch(Attempts attempts, Redelivery redelivery, UsageMeter usage, InstantSource clock) {
    this.clock = clock;
    this.usage = usage;
    this.attempts = attempts;
    this.redelivery = redelivery;
  }

  /**
   * What became of a batch.
   *
   * @param undelivered the ids of the messages that stay on the queue
   */
  public record Report(List<String> undelivered, Map<Metric, Long> metrics) {}

  private static final class Group {
    private final List<String> undelivered = new ArrayList<>();
    private long delivered;
    private long failed;
    private Duration oldest = Duration.ZERO;
  }

  /**
   * Delivers what can be delivered in time.
   *
   * @param deadline when no delivery may be under way any more: what was delivered and could not be
   *     reported would come again
   */
  public Report deliver(List<SQSMessage> messages, Instant deadline) {
    Instant received = clock.instant();
    Map<String, List<SQSMessage>> groups = new LinkedHashMap<>();
    for (SQSMessage message : messages) {
      String group = message.getAttributes().getOrDefault("MessageGroupId", "");
      groups.computeIfAbsent(group, any -> new ArrayList<>()).add(message);
    }
    List<Future<Group>> under = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      groups
          .values()
          .forEach(
              group -> under.add(threads.submit(() -> deliverGroup(group, received, deadline))));
    }
    return report(under.stream().map(Batch::result).toList());
  }

  private Group deliverGroup(List<SQSMessage> messages, Instant received, Instant deadline) {
    Group group = new Group();
    Instant last = deadline.minus(HttpReceivers.TOTAL_TIMEOUT);
    int next = 0;
    boolean inTime = true;
    boolean done = true;
    while (done && inTime && next < messages.size()) {
      inTime = clock.instant().isBefore(last);
      done = inTime && isDone(messages.get(next), received, group);
      next += done ? 1 : 0;
    }
    List<SQSMessage> rest = messages.subList(next, messages.size());
    if (!rest.isEmpty()) {
      Duration pause = inTime ? Backoff.after(receives(rest.getFirst())) : Duration.ZERO;
      rest.forEach(message -> {
        group.undelivered.add(message.getMessageId());
        redelivery.in(message.getReceiptHandle(), pause);
      });
    }
    return group;
  }

  /** Whether the message may leave the queue. */
  private boolean isDone(SQSMessage message, Instant received, Group group) {
    try {
      EventMessage event = EventMessage.read(message.getBody());
      Result result = attempts.deliver(event, received);
      return isDone(result, event, message, group);
    } catch (SdkException | IllegalArgumentException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("messageId", message.getMessageId())
          .log("message.failed");
      group.failed++;
      return false;
    }
  }

  private boolean isDone(Result result, EventMessage event, SQSMessage message, Group group) {
    switch (result) {
      case Result.Delivered(Duration age) -> {
        group.delivered++;
        usage.event(event.customer(), event.environment());
        group.oldest = age.compareTo(group.oldest) > 0 ? age : group.oldest;
        return true;
      }
      case Result.Dropped() -> {
        return true;
      }
      case Result.Failed(String why) -> {
        group.failed++;
        log.atInfo()
            .addKeyValue("eventId", event.id())
            .addKeyValue("sessionId", event.session().map(SessionId::value).orElse(""))
            .addKeyValue("attempt", receives(message))
            .addKeyValue("reason", why)
            .log("event.not_delivered");
        return false;
      }
    }
  }

  private static int receives(SQSMessage message) {
    return Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
  }

  private static Group result(Future<Group> group) {
    try {
      return group.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a group of events failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while delivering", e);
    }
  }

  private static Report report(List<Group> groups) {
    Map<Metric, Long> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.WEBHOOKS_DELIVERED, groups.stream().mapToLong(g -> g.delivered).sum());
    metrics.put(Metric.WEBHOOKS_FAILED, groups.stream().mapToLong(g -> g.failed).sum());
    metrics.put(
        Metric.WEBHOOK_AGE, groups.stream().mapToLong(g -> g.oldest.toMillis()).max().orElse(0));
    List<String> undelivered = groups.stream().flatMap(g -> g.undelivered.stream()).toList();
    return new Report(undelivered, metrics);
  }
}
