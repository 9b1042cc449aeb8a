package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The events of one invocation. Groups are delivered concurrently, the events of a group one after
 * another. A batch has events of many customers and lasts as long as its slowest group; the
 * messages of a group that ends long before are removed from the queue at once, so that later
 * events of its chat do not wait.
 */
public final class Batch {
  /**
   * The time after which the messages of groups that have ended are removed without waiting for the
   * others.
   */
  private static final Duration TOGETHER = Duration.ofMillis(500);

  private final GroupDelivery groups;
  private final DeliveryQueue queue;
  private final InstantSource clock;

  public Batch(GroupDelivery groups, DeliveryQueue queue, InstantSource clock) {
    this.groups = groups;
    this.queue = queue;
    this.clock = clock;
  }

  /**
   * The result of a batch.
   *
   * @param undelivered the ids of the messages that stay on the queue
   */
  public record Report(List<String> undelivered, Map<Metric, Long> metrics) {}

  /**
   * Delivers the events for which there is time.
   *
   * @param deadline the time at which no delivery may be under way any more: an event that was
   *     delivered but not reported would be delivered again
   */
  public Report deliver(List<SQSMessage> messages, Instant deadline) {
    Instant received = clock.instant();
    Map<String, List<SQSMessage>> byGroup = new LinkedHashMap<>();
    for (SQSMessage message : messages) {
      byGroup.computeIfAbsent(Arrival.group(message), any -> new ArrayList<>()).add(message);
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<GroupReport> under = new ExecutorCompletionService<>(threads);
      byGroup
          .values()
          .forEach(group -> under.submit(() -> groups.deliver(group, received, deadline)));
      return report(ended(under, byGroup.size()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while delivering", e);
    }
  }

  private List<GroupReport> ended(CompletionService<GroupReport> under, int all)
      throws InterruptedException {
    List<GroupReport> ended = new ArrayList<>();
    long began = System.nanoTime();
    while (ended.size() < all) {
      long left = TOGETHER.toNanos() - (System.nanoTime() - began);
      @Nullable Future<GroupReport> next = under.poll(left, TimeUnit.NANOSECONDS);
      if (next != null) {
        ended.add(result(next));
      } else {
        queue.remove(ended.stream().flatMap(group -> group.done().stream()).toList());
        while (ended.size() < all) {
          GroupReport late = result(under.take());
          queue.remove(late.done());
          ended.add(late);
        }
      }
    }
    return ended;
  }

  private static GroupReport result(Future<GroupReport> group) throws InterruptedException {
    try {
      return group.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a group of events failed", e.getCause());
    }
  }

  private static Report report(List<GroupReport> groups) {
    Map<Metric, Long> metrics = new EnumMap<>(Metric.class);
    metrics.put(Metric.WEBHOOKS_DELIVERED, groups.stream().mapToLong(GroupReport::delivered).sum());
    metrics.put(Metric.WEBHOOKS_FAILED, groups.stream().mapToLong(GroupReport::failed).sum());
    metrics.put(
        Metric.WEBHOOK_AGE,
        groups.stream().mapToLong(group -> group.oldest().toMillis()).max().orElse(0));
    List<String> undelivered =
        groups.stream().flatMap(group -> group.undelivered().stream()).toList();
    return new Report(undelivered, metrics);
  }
}
