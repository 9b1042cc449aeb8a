package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class EventOutboxTest {
  private static final CustomerId CUSTOMER = new CustomerId("customer");

  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final Tally tally = new Tally();
  private final Queue<Throwable> ends = new ConcurrentLinkedQueue<>();

  @Test
  void bringsEventsToTheQueueInTheirOrder() throws Exception {
    EventOutbox outbox = new EventOutbox(this::send, event -> true, tally, ends::add);
    outbox.start();
    for (int i = 0; i < 25; i++) {
      assertThat(outbox.put(event("shop", "message", i), 10)).isTrue();
    }
    outbox.close();

    assertThat(sent).hasSize(25).isSorted();
  }

  @Test
  void triesAgainWhenTheQueueDoesNotAnswer() throws Exception {
    failures.set(1);
    EventOutbox outbox = new EventOutbox(this::send, event -> true, tally, ends::add);
    outbox.start();
    assertThat(outbox.put(event("shop", "message", 1), 10)).isTrue();
    assertThat(failed.await(5, TimeUnit.SECONDS)).isTrue();
    outbox.close();

    assertThat(sent).hasSize(1);
  }

  @Test
  void endsTheProcessWhenItsThreadFails() throws Exception {
    EventOutbox outbox =
        new EventOutbox(
            this::send,
            event -> {
              throw new IllegalStateException("a bug");
            },
            tally,
            ends::add);
    outbox.start();
    assertThat(outbox.put(event("shop", "message", 1), 10)).isTrue();
    outbox.close();

    assertThat(ends).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sendsNothingThatNobodyWants() throws Exception {
    EventOutbox outbox =
        new EventOutbox(this::send, event -> event.dataType().equals("ready"), tally, ends::add);
    outbox.start();
    assertThat(outbox.put(event("shop", "message", 1), 10)).isTrue();
    assertThat(outbox.put(event("shop", "ready", 2), 10)).isTrue();
    outbox.close();

    assertThat(sent).containsExactly("shop ready 102");
  }

  @Test
  void oneSessionsFloodLeavesRoomForOthers() {
    EventOutbox outbox = new EventOutbox(this::send, event -> true, tally, ends::add);
    long half = EventOutbox.MAX_PER_SESSION / 2;

    assertThat(outbox.put(event("flood", "message", 1), half)).isTrue();
    assertThat(outbox.put(event("flood", "message", 2), half)).isTrue();
    assertThat(outbox.put(event("flood", "message", 3), 1)).isFalse();
    assertThat(outbox.put(event("shop", "message", 4), half)).isTrue();

    assertThat(tally.take().droppedEvents()).isEqualTo(1);
    assertThat(tally.take().droppedEvents()).isZero();
    assertThat(tally.take().longestWait()).isEqualTo(Duration.ZERO);
  }

  private void send(List<Event> events) {
    if (failures.getAndDecrement() > 0) {
      failed.countDown();
      throw SdkClientException.create("down");
    }
    assertThat(events).hasSizeLessThanOrEqualTo(EventQueue.BATCH);
    events.forEach(event ->
        sent.add(
            event.name() + " " + event.dataType() + " " + (100 + event.at().getEpochSecond())));
  }

  private static Event event(String session, String dataType, int number) {
    SessionName name = new SessionName(session);
    SessionId id = SessionId.of(CUSTOMER, name);
    return new Event(
        EventId.of(id, dataType, Integer.toString(number)),
        CUSTOMER,
        id,
        name,
        Environment.TEST,
        "chat",
        dataType,
        Instant.ofEpochSecond(number),
        Optional.empty());
  }
}
