package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Event;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut.Cause;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.browser.PageGoneException;
import io.griot.host.command.CommandMetrics;
import io.griot.host.event.WebhookFilter.Verdict;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.SessionRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionEventsTest {
  private final FakeSessionLog log = new FakeSessionLog();
  private final List<Event> sent = new CopyOnWriteArrayList<>();
  private final EventOutbox outbox =
      new EventOutbox(
          sent::addAll,
          new FakeWebhookFilter(any -> Verdict.WANTED),
          Duration.ofMillis(1),
          System::nanoTime,
          new CommandMetrics(),
          failure -> {
            throw new AssertionError(failure);
          });
  private SessionEvents events;

  @TempDir Path profile;

  @BeforeEach
  void begin() {
    events = of(profile);
  }

  private SessionEvents of(Path folder) {
    SessionRecord session = FakeLeaseStore.waiting(new SessionId("a".repeat(26)));
    SentEvents repeats = new SentEvents(folder);
    return new SessionEvents(
        session,
        7,
        log,
        new CatchUp(session, log, repeats, () -> false, true),
        outbox,
        new MediaEvents(),
        repeats,
        () -> Instant.EPOCH);
  }

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
    hear(new PageEvent.LoggedOut("removed_by_server", Cause.ACCOUNT));
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
    hear(new PageEvent.LoggedOut("removed_by_server", Cause.ACCOUNT));

    assertThat(status.limits()).isEmpty();
    assertThat(told())
        .containsExactly(
            "account_limits {\"limits\":{\"newChatQuota\":5}}",
            "disconnected {\"reason\":\"LOGOUT\"}");
  }

  @Test
  void tellsWhatItHeardOnceWhateverPageSaysItAgain() throws Exception {
    hear(message("A"));
    hear(message("A"));
    hear(message("B"));
    outbox.start();
    Path file = profile.resolve("griot-told-events");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.exists(file) && Files.size(file) == 2 * Long.BYTES);
    hear(message("A"));
    events = of(profile);
    hear(message("B"));
    hear(message("C"));
    outbox.close();

    assertThat(sent).hasSize(3);
    assertThat(sent.stream().map(Event::id)).doesNotHaveDuplicates();
  }

  @Test
  void tellsAgainWhatNeverCameToTheQueue() throws Exception {
    hear(message("A"));
    assertThat(sent).isEmpty(); // the outbox was not started, so its events are lost with the host
    events = of(profile);
    hear(message("A"));

    assertThat(told()).hasSize(2);
    assertThat(sent.get(0).id()).isEqualTo(sent.get(1).id());
  }

  @Test
  void tellsOfEachTimeThatThePageHasCaughtUp() throws Exception {
    hear(new PageEvent.CaughtUp());
    hear(new PageEvent.CaughtUp());

    assertThat(told()).containsExactly("caught_up ", "caught_up ");
    assertThat(sent.stream().map(Event::id)).doesNotHaveDuplicates();
  }

  @Test
  void tellsEachOfItsOwnEventsApartAndKeepsThemInAnOrderOfTheirOwn() throws Exception {
    hear(message("A"));
    hear(new PageEvent.LinkCodeMade("ABCD1234"));
    hear(new PageEvent.LinkCodeMade("ABCD1234"));
    told();

    assertThat(sent.get(0).messageGroup()).isNotEqualTo(sent.get(1).messageGroup());
    assertThat(sent.get(1).id()).isNotEqualTo(sent.get(2).id());
  }

  @Test
  void countsWhatHappensInTheAccountAndNotWhatItsPageDoes() throws Exception {
    hear(state(SocketState.CONNECTED, true, true));
    hear(new PageEvent.CaughtUp());
    hear(message("one"));
    assertThat(events.wanted()).isZero();

    assertThat(told()).hasSize(5);
    assertThat(events.wanted()).isOne();
  }

  @Test
  void saysThatAFileIsOnItsWayUntilItIsThereOrCannotBe() throws Exception {
    FakePage page = new FakePage();
    PageBridge bridge =
        PageBridge.install(page, new BridgeScript(""), Clock.systemUTC(), event -> {});
    ObjectNode data = Json.MAPPER.createObjectNode();
    ObjectNode shape = data.putObject("message").put("hasMedia", true);
    shape.putObject("id").put("_serialized", "false_one").put("remote", "1@lid");
    Change change =
        new Change.Heard(new PageEvent.Happened("message", "false_one", "1@lid", data, 2));

    events.changed(change, status, status, bridge);
    outbox.start();
    FakePage.Call download = page.calls.take();
    while (!download.request().toString().contains("messageDownloadMedia")) {
      download.answer().complete("{}"); // the confirmation
      download = page.calls.take();
    }

    assertThat(events.isBringingFiles()).isTrue();
    download.answer().completeExceptionally(new PageGoneException("closed"));
    await().until(() -> !events.isBringingFiles());
    outbox.close();
  }

  @Test
  void anEventOfAnEarlierDocumentHasTheTimeAtWhichItHappened() throws Exception {
    hear(
        new PageEvent.Happened(
            "message",
            "false_A",
            "1@lid",
            Json.MAPPER.createObjectNode(),
            2,
            false,
            Duration.ofSeconds(5)));

    assertThat(told()).containsExactly("message {}");
    assertThat(sent).extracting(Event::at).containsExactly(Instant.EPOCH.minusSeconds(5));
  }

  private static PageEvent message(String id) {
    return new PageEvent.Happened(
        "message", "false_" + id, "1@lid", Json.MAPPER.createObjectNode(), 2);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5));
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
