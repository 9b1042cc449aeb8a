package io.griot.functions.webhooks;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.EventMessage;
import io.griot.contract.SessionId;
import io.griot.dynamo.usage.UsageMeter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Delivers the events of one group, one after another. When an event is not delivered, the rest of
 * its group stays on the queue too, as the order of a FIFO queue requires. A failure does not
 * affect other groups. Thread-safe.
 */
public final class GroupDelivery {
  private static final Logger log = LoggerFactory.getLogger(GroupDelivery.class);

  private final Attempts attempts;
  private final DeliveryStore deliveries;
  private final DeliveryQueue queue;
  private final UsageMeter usage;
  private final InstantSource clock;

  /**
   * @param usage counts the delivered events of each customer
   */
  public GroupDelivery(
      Attempts attempts,
      DeliveryStore deliveries,
      DeliveryQueue queue,
      UsageMeter usage,
      InstantSource clock) {
    this.attempts = attempts;
    this.deliveries = deliveries;
    this.queue = queue;
    this.usage = usage;
    this.clock = clock;
  }

  /** A group that is being delivered. For one thread. */
  private static final class Progress {
    private final List<DeliveryReport> sent = new ArrayList<>();
    private long delivered;
    private long failed;
    private Duration oldest = Duration.ZERO;
    private Optional<Duration> pause = Optional.empty();
  }

  /** Delivers the events for which there is time. Never throws. */
  GroupReport deliver(List<SQSMessage> messages, Instant received, Instant deadline) {
    Progress group = new Progress();
    Instant last = deadline.minus(HttpReceivers.TOTAL_TIMEOUT);
    int next = 0;
    while (group.pause.isEmpty() && next < messages.size()) {
      if (clock.instant().isBefore(last)) {
        next += isDone(messages.get(next), received, group) ? 1 : 0;
      } else {
        group.pause = Optional.of(Duration.ZERO);
      }
    }
    store(group.sent);
    List<SQSMessage> rest = messages.subList(next, messages.size());
    rest.forEach(
        message -> queue.showAgain(message.getReceiptHandle(), group.pause.orElse(Duration.ZERO)));
    return new GroupReport(
        messages.subList(0, next).stream().map(SQSMessage::getReceiptHandle).toList(),
        rest.stream().map(SQSMessage::getMessageId).toList(),
        group.delivered,
        group.failed,
        group.oldest);
  }

  /** Stores reports. Without them, events are sent more often than they should be. */
  private void store(List<DeliveryReport> sent) {
    if (sent.isEmpty()) {
      return;
    }
    try {
      deliveries.put(sent);
    } catch (SdkException e) {
      log.atWarn().setCause(e).log("deliveries.not_stored");
    }
  }

  /** Whether the message may leave the queue; otherwise the group pauses. */
  private boolean isDone(SQSMessage message, Instant received, Progress group) {
    try {
      Arrival arrival = Arrival.of(message);
      DeliveryResult result = attempts.deliver(arrival, received);
      result.report().ifPresent(group.sent::add);
      return isDone(result, arrival.event(), message, group);
    } catch (SdkException e) {
      return fails(message, e, group);
    } catch (RuntimeException | Error e) { // also failures that only this event can cause
      return fails(message, e, group)
          || (Arrival.receives(message) >= Schedule.ATTEMPTS && isGivenUp(message, group));
    }
  }

  private boolean isDone(
      DeliveryResult result, EventMessage event, SQSMessage message, Progress group) {
    switch (result) {
      case DeliveryResult.Delivered(Duration age, var _) -> {
        group.delivered++;
        usage.event(event.customer(), event.environment());
        group.oldest = age.compareTo(group.oldest) > 0 ? age : group.oldest;
        return true;
      }
      case DeliveryResult.Dropped _ -> {
        return true;
      }
      case DeliveryResult.Postponed(String why, Duration pause) -> {
        log(event, "event.postponed", why, 0);
        return pauses(group, pause);
      }
      case DeliveryResult.Failed(DeliveryReport report, Duration pause) -> {
        group.failed++;
        log(event, "event.not_delivered", report.error().orElse(""), report.attempts());
        return pauses(group, pause);
      }
      case DeliveryResult.GivenUp(DeliveryReport report) -> {
        group.failed++;
        log(event, "event.given_up", report.error().orElse(""), report.attempts());
        return isGivenUp(message, group);
      }
    }
  }

  private static void log(EventMessage event, String name, String why, int attempt) {
    log.atInfo()
        .addKeyValue("eventId", event.id())
        .addKeyValue("sessionId", event.session().map(SessionId::value).orElse(""))
        .addKeyValue("attempt", attempt)
        .addKeyValue("reason", why)
        .log(name);
  }

  private static boolean pauses(Progress group, Duration pause) {
    group.pause = Optional.of(pause);
    return false;
  }

  private static boolean fails(SQSMessage message, Throwable cause, Progress group) {
    log.atError()
        .setCause(cause)
        .addKeyValue("messageId", message.getMessageId())
        .log("message.failed");
    group.failed++;
    return pauses(group, Schedule.after(Arrival.receives(message)));
  }

  /** Whether the event was put on the dead-letter queue. Otherwise it stays, and is tried again. */
  private boolean isGivenUp(SQSMessage message, Progress group) {
    try {
      queue.giveUp(message);
      group.pause = Optional.empty();
      return true;
    } catch (SdkException e) {
      return fails(message, e, group);
    }
  }
}
