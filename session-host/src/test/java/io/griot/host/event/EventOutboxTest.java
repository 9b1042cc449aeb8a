package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.CommandMetrics;
import io.griot.host.event.WebhookFilter.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class EventOutboxTest {
  private static final CustomerId CUSTOMER = new CustomerId("customer");

  private final FakeSessionLog log = new FakeSessionLog();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CommandMetrics metrics = new CommandMetrics();
  private final Queue<Throwable> ends = new ConcurrentLinkedQueue<>();

  @Test
  void bringsEventsToTheQueueInTheirOrder() throws Exception {
    EventOutbox outbox = outbox(event -> Verdict.WANTED);
    outbox.start();
    for (int i = 0; i < 25; i++) {
      assertThat(outbox.put(log, event("shop", "message", i), 10)).isTrue();
    }
    outbox.close();

    assertThat(sent).hasSize(25).isSorted();
  }

  @Test
  void triesAgainWhenTheQueueDoesNotAnswer() throws Exception {
    failures.set(1);
    EventOutbox outbox = outbox(event -> Verdict.WANTED);
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
    outbox.close();

    assertThat(sent).hasSize(1);
  }

  @Test
  void endsTheProcessWhenItsThreadFails() throws Exception {
    EventOutbox outbox =
        outbox(event -> {
          throw new IllegalStateException("a bug");
        });
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    outbox.close();

    assertThat(ends).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sendsNothingThatNobodyWants() throws Exception {
    EventOutbox outbox =
        outbox(event -> event.dataType().equals("ready") ? Verdict.WANTED : Verdict.UNWANTED);
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    assertThat(outbox.put(log, event("shop", "ready", 2), 10)).isTrue();
    outbox.close();

    assertThat(sent).containsExactly("shop ready 102");
  }

  @Test
  void keepsWhatIsUndecidedAndLetsOthersPass() throws Exception {
    CountDownLatch othersPassed = new CountDownLatch(1);
    EventOutbox outbox =
        outbox(event -> {
          if (event.dataType().equals("message")) {
            return othersPassed.getCount() == 0 ? Verdict.WANTED : Verdict.UNDECIDED;
          }
          return Verdict.WANTED;
        });
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    assertThat(outbox.put(log, event("shop", "message", 2), 10)).isTrue();
    assertThat(outbox.put(log, event("shop", "ready", 3), 10)).isTrue();
    await().atMost(Duration.ofMinutes(1)).until(() -> sent.contains("shop ready 103"));
    othersPassed.countDown();
    await().atMost(Duration.ofMinutes(1)).until(() -> sent.size() == 3);
    outbox.close();

    assertThat(sent).containsExactly("shop ready 103", "shop message 101", "shop message 102");
  }

  @Test
  void doesNotOvertakeWhatALookUpDecidesMeanwhile() throws Exception {
    AtomicReference<FakeWebhookFilter> filter = new AtomicReference<>();
    AtomicBoolean isSet = new AtomicBoolean();
    filter.set(
        new FakeWebhookFilter(event -> {
          if (event.at().getEpochSecond() == 2 && isSet.compareAndSet(false, true)) {
            filter.get().lookedUp();
          }
          return isSet.get() ? Verdict.WANTED : Verdict.UNDECIDED;
        }));
    EventOutbox outbox =
        new EventOutbox(
            this::send, filter.get(), Duration.ofDays(1), System::nanoTime, metrics, ends::add);
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    assertThat(outbox.put(log, event("shop", "message", 2), 10)).isTrue();
    outbox.start();
    await().atMost(Duration.ofMinutes(1)).until(() -> sent.size() == 2);
    outbox.close();

    assertThat(sent).containsExactly("shop message 101", "shop message 102");
  }

  @Test
  void sendsWhatIsUndecidedWhenItCloses() throws Exception {
    EventOutbox outbox =
        new EventOutbox(
            this::send,
            new FakeWebhookFilter(event -> Verdict.UNDECIDED),
            Duration.ofDays(1),
            System::nanoTime,
            metrics,
            ends::add);
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    outbox.close();

    assertThat(sent).containsExactly("shop message 101");
  }

  @Test
  void doesOnceWhatWaitsForAWebhookThatWantsIt() throws Exception {
    AtomicInteger done = new AtomicInteger();
    EventOutbox outbox =
        outbox(event -> event.dataType().equals("media") ? Verdict.WANTED : Verdict.UNWANTED);
    outbox.start();
    assertThat(outbox.whenWanted(log, event("shop", "media", 1), 10, done::incrementAndGet))
        .isTrue();
    assertThat(outbox.whenWanted(log, event("shop", "other", 2), 10, done::incrementAndGet))
        .isTrue();
    outbox.close();

    assertThat(done).hasValue(1);
    assertThat(sent).isEmpty();
  }

  @Test
  void logsWhatIsWantedBeforeItIsSent() throws Exception {
    failures.set(1);
    EventOutbox outbox =
        outbox(event ->
            switch (event.dataType()) {
              case "message" -> Verdict.WANTED;
              case "ready" -> Verdict.LOGGED;
              default -> Verdict.UNWANTED;
            });
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(log.events()).hasSize(1);
    assertThat(outbox.put(log, event("shop", "ready", 2), 10)).isTrue();
    assertThat(outbox.put(log, event("shop", "other", 3), 10)).isTrue();
    outbox.close();

    assertThat(sent).containsExactly("shop message 101");
    assertThat(log.events()).extracting(Event::dataType).containsExactly("message", "ready");
  }

  @Test
  void logsAtOnceWhatNobodyKnowsYetWhetherToSend() throws Exception {
    AtomicBoolean isDecided = new AtomicBoolean();
    EventOutbox outbox =
        outbox(event -> isDecided.get() ? Verdict.WANTED : Verdict.LOGGED_UNDECIDED);
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10)).isTrue();
    await().until(() -> log.events().size() == 1);
    assertThat(sent).isEmpty();
    isDecided.set(true);
    await().until(() -> sent.size() == 1);
    outbox.close();

    assertThat(log.events()).hasSize(1);
  }

  @Test
  void saysNothingOfASessionThatIsLost() throws Exception {
    AtomicInteger told = new AtomicInteger();
    EventOutbox outbox = outbox(event -> Verdict.WANTED);
    log.isLost = true;
    outbox.start();
    assertThat(outbox.put(log, event("shop", "message", 1), 10, isTold -> told.incrementAndGet()))
        .isTrue();
    FakeSessionLog next = new FakeSessionLog();
    assertThat(outbox.put(next, event("shop", "message", 2), 10)).isTrue();
    outbox.close();

    assertThat(sent).containsExactly("shop message 102");
    assertThat(told).hasValue(0);
  }

  @Test
  void handsASessionsEventsOverBeforeItGoes() throws Exception {
    EventOutbox outbox =
        new EventOutbox(
            this::send,
            new FakeWebhookFilter(event -> Verdict.UNDECIDED),
            Duration.ofDays(1),
            System::nanoTime,
            metrics,
            ends::add);
    outbox.start();
    Event event = event("shop", "message", 1);
    assertThat(outbox.put(log, event, 10)).isTrue();

    assertThat(outbox.flush(event.session(), Duration.ofMinutes(1))).isTrue();
    assertThat(sent).containsExactly("shop message 101");
    assertThat(outbox.put(log, event("shop", "message", 2), 10)).isTrue();
    outbox.close();
    assertThat(sent).hasSize(2);
  }

  @Test
  void sendsOtherChatsEventsBeforeTheRestOfAFlood() throws Exception {
    EventOutbox outbox = outbox(event -> Verdict.WANTED);
    for (int i = 0; i < 300; i++) {
      assertThat(outbox.put(log, event("shop", "message", i), 10)).isTrue();
    }
    assertThat(outbox.put(log, inChat("other", event("shop", "message_ack", 500)), 10)).isTrue();
    outbox.start();
    outbox.close();

    assertThat(sent.indexOf("shop message_ack 600")).isLessThan(50);
    assertThat(sent.stream().filter(text -> text.startsWith("shop message 1"))).isSorted();
    assertThat(sent).hasSize(301);
  }

  private static Event inChat(String chat, Event event) {
    return new Event(
        event.id(),
        event.customer(),
        event.session(),
        event.name(),
        event.environment(),
        chat,
        event.dataType(),
        event.at(),
        event.data());
  }

  @Test
  void oneSessionsFloodLeavesRoomForOthers() {
    EventOutbox outbox = outbox(event -> Verdict.WANTED);
    long half = EventOutbox.MAX_PER_SESSION / 2;

    assertThat(outbox.put(log, event("flood", "message", 1), half)).isTrue();
    assertThat(outbox.put(log, event("flood", "message", 2), half)).isTrue();
    assertThat(outbox.put(log, event("flood", "message", 3), 1)).isFalse();
    assertThat(outbox.put(log, event("shop", "message", 4), half)).isTrue();

    assertThat(metrics.take().droppedEvents()).isEqualTo(1);
    assertThat(metrics.take().droppedEvents()).isZero();
    assertThat(metrics.take().longestWait()).isEqualTo(Duration.ZERO);
  }

  private EventOutbox outbox(Function<Event, Verdict> verdicts) {
    return new EventOutbox(
        this::send,
        new FakeWebhookFilter(verdicts),
        Duration.ofMillis(1),
        System::nanoTime,
        metrics,
        ends::add);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5));
  }

  private synchronized void send(List<Event> events) {
    if (failures.getAndDecrement() > 0) {
      failed.countDown();
      throw SdkClientException.create("down");
    }
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
