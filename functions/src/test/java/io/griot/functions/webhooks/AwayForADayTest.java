package io.griot.functions.webhooks;

import static io.griot.functions.webhooks.DeliveryWorld.SCOPE;
import static io.griot.functions.webhooks.DeliveryWorld.SESSION;
import static io.griot.functions.webhooks.DeliveryWorld.SHOP;
import static io.griot.functions.webhooks.DeliveryWorld.URL;
import static io.griot.functions.webhooks.DeliveryWorld.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.griot.contract.Environment;
import io.griot.contract.EventId;
import io.griot.contract.EventMessage;
import io.griot.contract.QueueAttributes;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.WebhookItem;
import io.griot.functions.webhooks.Receivers.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver is away for a day of the clock, while another's takes what it gets. */
class AwayForADayTest {
  private static final SessionId OTHER = SessionId.of(SHOP, new SessionName("other"));
  private static final String OTHERS_URL = "https://other.example/";
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final int CHATS = 20;

  private final DeliveryWorld world = new DeliveryWorld();
  private final Batch batch = world.instance();
  private final Map<String, Instant> sent = new HashMap<>();
  private final List<String> taken = new ArrayList<>();
  private Duration longestOfOthers = Duration.ZERO;
  private boolean isAway = true;
  private int events;

  @BeforeEach
  void set() {
    world.webhooks.set(SCOPE, webhook(URL, Optional.empty()));
    world.webhooks.set(
        WebhookItem.ofSession(OTHER, Environment.TEST), webhook(OTHERS_URL, Optional.empty()));
    world.answers = this::receive;
  }

  @Test
  void getsAllThatItMissedInItsOrderAndKeepsNobodyBack() {
    MemoryFifo queue = new MemoryFifo(120_000);
    pass(Duration.ofDays(1), queue);
    assertThat(taken).isEmpty();
    isAway = false;
    pass(Duration.ofHours(1), queue);

    assertThat(queue.size()).isZero();
    assertThat(world.dead).isEmpty();
    assertThat(taken).hasSize(events).doesNotHaveDuplicates();
    Map<String, Integer> last = new HashMap<>();
    for (String text : taken) {
      int number = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
      Integer before = last.put(text.substring(0, text.indexOf(' ')), number);
      assertThat(before == null || before < number).as(text).isTrue();
    }
    assertThat(longestOfOthers).isLessThanOrEqualTo(STEP);
    assertThat(queue.mostReceives()).isLessThan(QueueAttributes.EVENT_RECEIVES / 2);
  }

  /** Of so many events that SQS would find nobody else's any more: they are in the log. */
  @Test
  void isLeftToTheLogWhenItsEventsWouldHideThoseOfOthers() {
    MemoryFifo queue = new MemoryFifo(1_500);
    Instant end = world.now.plus(Duration.ofDays(1));
    while (world.now.isBefore(end)) {
      world.isCrowded = queue.size() > 1_000;
      pass(STEP, queue);
    }

    assertThat(longestOfOthers).isLessThanOrEqualTo(STEP);
    assertThat(queue.size()).isLessThan(1_500);
    assertThat(world.webhooks.state(SCOPE).disabled()).isPresent();
    assertThat(world.dead).isEmpty();
  }

  /** Groups are delivered side by side. */
  private synchronized Answer receive(Delivery delivery) {
    if (delivery.webhook().url().equals(OTHERS_URL)) {
      Duration took = Duration.between(sent.get(delivery.body()), world.now);
      longestOfOthers = took.compareTo(longestOfOthers) > 0 ? took : longestOfOthers;
    } else if (isAway) {
      return Answer.Failed.silent("HttpHostConnectException");
    } else {
      taken.add(delivery.body());
    }
    return new Answer.Taken(200);
  }

  /** Once a minute somebody writes in one chat of the one, and somebody to the other. */
  private void pass(Duration time, MemoryFifo queue) {
    Instant end = world.now.plus(time);
    while (world.now.isBefore(end)) {
      if (world.now.getEpochSecond() % 60 == 0) {
        queue.send(message(SESSION, "chat" + events % CHATS, events));
        queue.send(message(OTHER, "others", 1_000_000 + events));
        events++;
      }
      for (List<SQSMessage> some = queue.receive(world.now);
          !some.isEmpty();
          some = queue.receive(world.now)) {
        deliver(some, queue);
      }
      world.now = world.now.plus(STEP);
    }
  }

  private void deliver(List<SQSMessage> messages, MemoryFifo queue) {
    Set<String> left = Set.copyOf(batch.deliver(messages, world.later()).undelivered());
    Set<String> gone = new HashSet<>();
    for (SQSMessage message : messages) {
      String id = message.getMessageId();
      if (left.contains(id)) {
        Duration pause = world.pauses.getOrDefault(message.getReceiptHandle(), Duration.ZERO);
        queue.hide(id, world.now.plus(pause.compareTo(STEP) < 0 ? STEP : pause));
      } else {
        gone.add(id);
      }
    }
    queue.remove(gone);
  }

  private SQSMessage message(SessionId session, String chat, int number) {
    String id = Integer.toString(number);
    String body = chat + " " + number;
    sent.put(body, world.now);
    EventMessage event =
        new EventMessage(
            EventId.of(session, "message", id),
            SHOP,
            Optional.of(session),
            Environment.TEST,
            "message",
            world.now,
            Optional.of(body),
            Optional.empty());
    SQSMessage message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle("receipt" + id);
    message.setBody(event.write());
    message.setAttributes(
        Map.of(
            "MessageGroupId",
            session + chat,
            "SentTimestamp",
            Long.toString(world.now.toEpochMilli())));
    return message;
  }
}
