package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut.Cause;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.command.Tally;
import io.griot.host.lease.FakeLeaseStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class SessionEventsTest {
  private final List<Event> sent = new CopyOnWriteArrayList<>();
  private final EventOutbox outbox =
      new EventOutbox(
          sent::addAll,
          event -> true,
          new Tally(),
          failure -> {
            throw new AssertionError(failure);
          });
  private final SessionEvents events =
      new SessionEvents(
          FakeLeaseStore.waiting(new SessionId("a".repeat(26))),
          7,
          outbox,
          new MediaEvents(event -> false),
          () -> Instant.EPOCH);
  private PageStatus status = PageStatus.none(Optional.empty(), Set.of(), Optional.empty());

  @Test
  void tellsOfPairingAsTheOriginalDoes() throws Exception {
    hear(new PageEvent.Opened());
    hear(state(SocketState.UNPAIRED, false, false));
    hear(new PageEvent.QrChanged(Optional.of("2@x")));
    hear(new PageEvent.QrChanged(Optional.empty()));
    hear(state(SocketState.PAIRING, true, false));
    hear(state(SocketState.CONNECTED, true, true));
    hear(state(SocketState.CONNECTED, true, true));

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
    hear(new PageEvent.LoggedOut("device_removed", Cause.ACCOUNT));
    hear(new PageEvent.Opened());
    hear(new PageEvent.LoggedOut("post_logout", Cause.UNKNOWN));

    assertThat(told()).containsExactly("disconnected {\"reason\":\"LOGOUT\"}");
  }

  @Test
  void tellsOfEachPasskeyThatLinkingAsksForOnce() throws Exception {
    PageState asked =
        new PageState(Optional.of(SocketState.UNPAIRED), "QR", false, false, false, true);
    hear(state(SocketState.UNPAIRED, false, false));
    hear(new PageEvent.StateChanged(asked));
    hear(new PageEvent.StateChanged(asked));
    hear(state(SocketState.UNPAIRED, false, false));
    hear(new PageEvent.StateChanged(asked));

    assertThat(told()).containsExactly("passkey_required ", "passkey_required ");
  }

  @Test
  void tellsThatWhatsAppTurnedTheDeviceAway() throws Exception {
    hear(state(SocketState.CONNECTED, true, true));
    hear(state(SocketState.CONFLICT, true, false));

    assertThat(told()).endsWith("disconnected {\"reason\":\"CONFLICT\"}");
  }

  @Test
  void tellsOfLimitsWhenTheyAreOthersAndNotAgainAtThePagesNextStart() throws Exception {
    ObjectNode limits = Json.MAPPER.createObjectNode().put("newChatQuota", 5);
    hear(new PageEvent.LimitsChanged(Optional.empty()));
    hear(new PageEvent.LimitsChanged(Optional.of(limits)));
    hear(new PageEvent.Opened());
    hear(new PageEvent.LimitsChanged(Optional.of(limits.deepCopy())));
    hear(new PageEvent.LimitsChanged(Optional.empty()));

    assertThat(told())
        .containsExactly(
            "account_limits {\"limits\":{\"newChatQuota\":5}}", "account_limits {\"limits\":null}");
  }

  @Test
  void saysNothingOfTheLimitsOfAnAccountThatIsGone() throws Exception {
    ObjectNode limits = Json.MAPPER.createObjectNode().put("newChatQuota", 5);
    hear(new PageEvent.LimitsChanged(Optional.of(limits)));
    hear(new PageEvent.LoggedOut("device_removed", Cause.ACCOUNT));

    assertThat(status.limits()).isEmpty();
    assertThat(told())
        .containsExactly(
            "account_limits {\"limits\":{\"newChatQuota\":5}}",
            "disconnected {\"reason\":\"LOGOUT\"}");
  }

  @Test
  void givesTheSameEventTheSameIdWheneverItIsSeen() throws Exception {
    PageEvent message =
        new PageEvent.Happened(
            "message", "false_1@lid_A", "1@lid", Json.MAPPER.createObjectNode(), 2);
    hear(message);
    hear(message);
    hear(new PageEvent.LinkCodeMade("ABCD1234"));
    hear(new PageEvent.LinkCodeMade("ABCD1234"));
    told();

    assertThat(sent.get(0).id()).isEqualTo(sent.get(1).id());
    assertThat(sent.get(0).messageGroup()).isNotEqualTo(sent.get(2).messageGroup());
    assertThat(sent.get(2).id()).isNotEqualTo(sent.get(3).id());
  }

  private void hear(PageEvent event) {
    PageStatus before = status;
    Change change = new Change.Heard(event);
    status = before.after(change, new PageStatus.Moment(Instant.EPOCH, 0));
    events.changed(change, before, status, null);
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
        new PageState(Optional.of(socket), "MAIN", authenticated, usable, false));
  }
}
