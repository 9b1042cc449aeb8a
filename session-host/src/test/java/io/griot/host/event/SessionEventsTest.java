package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Event;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.command.Tally;
import io.griot.host.lease.FakeLeaseStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SessionEventsTest {
  private final List<Event> sent = new CopyOnWriteArrayList<>();
  private final EventOutbox outbox = new EventOutbox(sent::addAll, event -> true, new Tally());
  private final SessionEvents events =
      new SessionEvents(
          FakeLeaseStore.unowned(new SessionId("a".repeat(26))),
          7,
          outbox,
          new MediaEvents(event -> false),
          () -> Instant.EPOCH);

  @Test
  void tellsOfPairingAsTheOriginalDoes() throws Exception {
    events.hear(new PageEvent.Opened(), null);
    events.hear(state(SocketState.UNPAIRED, false, false), null);
    events.hear(new PageEvent.QrChanged(Optional.of("2@x")), null);
    events.hear(new PageEvent.QrChanged(Optional.empty()), null);
    events.hear(state(SocketState.PAIRING, true, false), null);
    events.hear(state(SocketState.CONNECTED, true, true), null);
    events.hear(state(SocketState.CONNECTED, true, true), null);

    assertThat(told())
        .containsExactly(
            "qr {\"qr\":\"2@x\"}",
            "authenticated ",
            "change_state {\"state\":\"PAIRING\"}",
            "change_state {\"state\":\"CONNECTED\"}",
            "ready ");
  }

  @Test
  void tellsOfALogoutOnce() throws Exception {
    events.hear(new PageEvent.LoggedOut("device_removed"), null);
    events.hear(new PageEvent.Opened(), null);
    events.hear(new PageEvent.LoggedOut("post_logout"), null);

    assertThat(told()).containsExactly("disconnected {\"reason\":\"LOGOUT\"}");
  }

  @Test
  void tellsThatWhatsAppTurnedTheDeviceAway() throws Exception {
    events.hear(state(SocketState.CONNECTED, true, true), null);
    events.hear(state(SocketState.CONFLICT, true, false), null);

    assertThat(told()).endsWith("disconnected {\"reason\":\"CONFLICT\"}");
  }

  @Test
  void givesTheSameEventTheSameIdWheneverItIsSeen() throws Exception {
    PageEvent message =
        new PageEvent.Happened(
            "message", "false_1@lid_A", "1@lid", Json.MAPPER.createObjectNode(), 2);
    events.hear(message, null);
    events.hear(message, null);
    events.hear(new PageEvent.LinkCodeMade("ABCD1234"), null);
    events.hear(new PageEvent.LinkCodeMade("ABCD1234"), null);
    told();

    assertThat(sent.get(0).id()).isEqualTo(sent.get(1).id());
    assertThat(sent.get(0).messageGroup()).isNotEqualTo(sent.get(2).messageGroup());
    assertThat(sent.get(2).id()).isNotEqualTo(sent.get(3).id());
  }

  private List<String> told() throws InterruptedException {
    outbox.start();
    outbox.close();
    return sent.stream()
        .map(event -> event.dataType() + " " + event.data().map(Object::toString).orElse(""))
        .toList();
  }

  private static PageEvent state(SocketState socket, boolean authenticated, boolean usable) {
    return new PageEvent.StateChanged(
        new PageState(Optional.of(socket), "MAIN", authenticated, usable));
  }
}
