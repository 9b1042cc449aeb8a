package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.ParkSettings;
import io.griot.contract.SocketState;
import io.griot.contract.StopReason;
import io.griot.functions.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionAnswersTest {
  private static final String CONNECTED =
      "{\"success\":true,\"state\":\"CONNECTED\",\"message\":\"session_connected\"}";
  private static final String NO_QR =
      "{\"success\":false,\"message\":\"qr code not ready or already scanned\"}";

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final SessionAnswers answers =
      new SessionAnswers(new Evidence(Duration.ofSeconds(45)), Catalogue.load());

  @BeforeEach
  void start() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
  }

  /** Makes a linked session that is connected at a live host. */
  private void connect() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.see(ID, 0, true, Optional.empty());
    sessions.beat("host-a", ID);
  }

  @Test
  void isConnectedWhenItsPageIsUsableAtAHostThatLives() {
    connect();

    clock.advance(Duration.ofSeconds(14));
    assertThat(status()).isEqualTo(CONNECTED);
  }

  @Test
  void saysHowOldItsEvidenceIsBesideTheOriginalsBody() {
    assertThat(answers.status(view()).headers()).doesNotContainKey("Griot-Evidence-Age");
    connect();

    clock.advance(Duration.ofSeconds(14));
    assertThat(answers.status(view()).headers()).containsEntry("Griot-Evidence-Age", "14");
  }

  @Test
  void isNotConnectedOnceItsHostsHeartStandsStill() {
    connect();

    clock.advance(Duration.ofSeconds(15));
    assertThat(status()).isEqualTo(notConnected("session closed", "reconnecting"));
  }

  @Test
  void isNotConnectedOnceItsHostIsGone() {
    connect();
    sessions.hosts.clear();

    assertThat(status()).isEqualTo(notConnected("session_not_connected", "reconnecting"));
  }

  @Test
  void isNotConnectedByWhatAnotherHostSaw() {
    connect();
    sessions.take(ID, "host-b");
    sessions.beat("host-b");

    assertThat(status()).isEqualTo(notConnected("session_not_connected", "reconnecting"));
  }

  @Test
  void isNotConnectedInABrowserThatIsToBeReplaced() {
    connect();
    sessions.stored.put(ID, sessions.session(ID).restarting(clock.instant()));

    assertThat(status()).isEqualTo(notConnected("session_not_connected", "reconnecting"));
    sessions.see(ID, 1, true, Optional.empty());
    assertThat(status()).contains("\"state\":\"CONNECTED\"");
  }

  @Test
  void isNotConnectedByWhatWasSeenOfAnEarlierGeneration() {
    connect();
    sessions.stored.remove(ID);
    clock.advance(Duration.ofMillis(1));
    sessions.stored.put(ID, TestSessions.started(clock.instant()));
    sessions.take(ID, "host-a");

    assertThat(status()).doesNotContain("session_connected");
  }

  @Test
  void isClosedOnceItsPageIsSilentAtAHostThatLives() {
    connect();
    Host silent = TestSessions.host("host-a", clock.instant(), ID);
    clock.advance(Duration.ofSeconds(45));
    sessions.hosts.put(
        "host-a",
        new Host(
            "host-a",
            9,
            silent.beatFor(),
            clock.instant(),
            silent.startedAt(),
            10,
            1,
            silent.proofs(),
            silent.quiet(),
            false,
            false,
            Optional.empty()));

    assertThat(status()).isEqualTo(notConnected("session closed", "reconnecting"));
  }

  @Test
  void saysTheStateThatIsNotConnected() {
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, false, Optional.of("2@code"));
    sessions.beat("host-a", ID);

    assertThat(status())
        .isEqualTo(
            "{\"success\":false,\"state\":\"UNPAIRED\",\"message\":\"session_not_connected\"}");
  }

  @Test
  void neverSaysTheStateConnectedOfOneThatIsNot() {
    connect();
    sessions.observations.put(ID, seen(SocketState.CONNECTED, false, ""));

    assertThat(status()).isEqualTo(notConnected("session_not_connected", "reconnecting"));
  }

  @Test
  void saysThatItWaitsForASlot() {
    assertThat(status()).isEqualTo(notConnected("session_not_connected", "waiting_for_slot"));
  }

  @Test
  void saysThatThePhoneLoggedItOut() {
    connect();
    sessions.observations.put(ID, seen(SocketState.UNPAIRED, false, ObservationItem.LOGGED_OUT));

    assertThat(status()).contains("\"reason\":\"logged_out\"");
  }

  @Test
  void saysThatItIsInConflictWhenAnotherLoginHasItsConnection() {
    connect();
    sessions.observations.put(ID, seen(SocketState.CONFLICT, false, ObservationItem.REPLACED));

    assertThat(status())
        .isEqualTo(
            "{\"success\":false,\"state\":\"CONFLICT\",\"message\":\"session_not_connected\","
                + "\"reason\":\"connected_elsewhere\"}");
  }

  @Test
  void saysThatLinkingWaitsForAPasskey() {
    connect();
    sessions.observations.put(
        ID, seen(SocketState.UNPAIRED, false, ObservationItem.PASSKEY_REQUIRED));

    assertThat(status()).contains("\"reason\":\"passkey_required\"");
  }

  @Test
  void saysThatItsStorageFailedAndNotThatItWasLoggedOut() {
    connect();
    sessions.observations.put(ID, seen(SocketState.OPENING, false, ObservationItem.STORAGE_FAILED));

    assertThat(status()).contains("\"reason\":\"storage_failed\"");
  }

  @Test
  void saysThatNothingIsSentWhichNobodyCouldRead() {
    connect();
    sessions.observations.put(
        ID, seen(SocketState.CONNECTED, false, ObservationItem.SIGNAL_NOT_RESET));

    assertThat(status()).contains("\"reason\":\"signal_not_reset\"");
  }

  @Test
  void tellsOfNoProblemThatIsTheHostsAlone() {
    connect();
    sessions.observations.put(ID, seen(SocketState.OPENING, false, "browser_hung"));

    assertThat(status()).contains("\"reason\":\"reconnecting\"");
  }

  @Test
  void saysWhatLimitsTheAccountAndThatItReadsWhatItMissed() {
    connect();
    StoredObservation seen = seen(SocketState.CONNECTED, true, "");
    ObjectNode limits = Json.MAPPER.createObjectNode();
    Instant end = clock.instant().plusSeconds(600);
    limits.putObject("reachoutTimelock").put("active", true).put("until", end.getEpochSecond());
    sessions.observations.put(ID, limited(seen, limits));

    assertThat(Json.readObject(status()).path("limits")).isEqualTo(Json.readObject("" + limits));
    assertThat(status()).contains("\"catchingUp\":true");

    clock.advance(Duration.ofSeconds(601)); // its page has not spoken since
    assertThat(status()).doesNotContain("limits");
  }

  @Test
  void namesTheBanThatKeepsItFromItsConnectionWhileItLasts() {
    connect();
    ObjectNode limits = Json.MAPPER.createObjectNode();
    Instant end = clock.instant().plusSeconds(10);
    limits.putObject("temporaryBan").put("until", end.getEpochSecond()).put("reason", "code 101");
    sessions.observations.put(ID, limited(seen(SocketState.OPENING, false, ""), limits));

    assertThat(status()).contains("\"reason\":\"temporarily_banned\"", "code 101");
    clock.advance(Duration.ofSeconds(11));
    assertThat(status()).contains("\"reason\":\"reconnecting\"");
  }

  private static StoredObservation limited(StoredObservation seen, ObjectNode limits) {
    return new StoredObservation(
        seen.createdAt(),
        seen.token(),
        seen.restarted(),
        seen.state(),
        seen.usable(),
        seen.downSince(),
        seen.qr(),
        seen.problem(),
        seen.unavailable(),
        Optional.of(limits),
        true);
  }

  @Test
  void saysWhyItIsStopped() {
    Session session = sessions.session(ID);

    sessions.stored.put(ID, session.stopped(clock.instant(), Optional.empty()));
    assertThat(status()).isEqualTo(notConnected("session_not_connected", "stopped"));
    sessions.stored.put(
        ID, session.stopped(clock.instant(), Optional.of(StopReason.NOT_LINKED_IN_TIME)));
    assertThat(status()).isEqualTo(notConnected("session_not_connected", "not_linked_in_time"));
    sessions.stored.put(ID, session.stopped(clock.instant(), Optional.of(StopReason.NOT_PAID)));
    assertThat(status()).isEqualTo(notConnected("session_not_connected", "not_paid"));
  }

  @Test
  void givesTheCurrentCodeOnly() {
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, false, Optional.of("2@code"));
    sessions.beat("host-a", ID);

    assertThat(text(answers.qr(view()))).isEqualTo("{\"success\":true,\"qr\":\"2@code\"}");
    assertThat(answers.qrImage(view()).headers()).containsEntry("Content-Type", "image/png");
    clock.advance(Duration.ofSeconds(15));
    assertThat(text(answers.qr(view()))).isEqualTo(NO_QR);
    assertThat(text(answers.qrImage(view()))).isEqualTo(NO_QR);
  }

  @Test
  void givesNoCodeOfABrowserThatIsToBeReplaced() {
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, false, Optional.of("2@code"));
    sessions.beat("host-a", ID);
    sessions.stored.put(ID, sessions.session(ID).restarting(clock.instant()));

    assertThat(text(answers.qr(view()))).isEqualTo(NO_QR);
    sessions.see(ID, 1, false, Optional.of("2@code"));
    assertThat(text(answers.qr(view()))).isEqualTo("{\"success\":true,\"qr\":\"2@code\"}");
  }

  @Test
  void namesWhereToSeeThatSomethingIsDone() {
    Reply reply = SessionAnswers.accepted(TestSessions.MAIN, "Session is being stopped");

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.headers()).containsEntry("Location", "/session/status/main");
  }

  private StoredObservation seen(SocketState state, boolean usable, String problem) {
    Session session = sessions.session(ID);
    return new StoredObservation(
        session.generation().createdAt(),
        session.token(),
        0,
        Optional.of(state),
        usable,
        Optional.of(clock.instant()),
        Optional.empty(),
        Optional.of(problem).filter(text -> !text.isEmpty()),
        Set.of(),
        Optional.empty(),
        false);
  }

  @Test
  void saysSinceWhenASessionIsParkedAndWhenItWakes() {
    connect();
    ParkSettings park = new ParkSettings(Duration.ofMinutes(15), Duration.ofHours(6));
    Session set = sessions.session(ID).parking(Optional.of(park), true, clock.instant());
    sessions.stored.put(ID, set.parked(clock.instant(), clock.in(park.wakeEvery())));
    sessions.rest(ID);

    clock.advance(Duration.ofHours(1));
    assertThat(status())
        .isEqualTo(
            "{\"success\":false,\"state\":\"PARKED\",\"message\":\"session_not_connected\","
                + "\"reason\":\"parked\",\"parkedSince\":\"2026-10-01T12:00:00Z\","
                + "\"nextWake\":\"2026-10-01T18:00:00Z\"}");
    sessions.stored.put(ID, sessions.session(ID).woken(clock.instant(), false));
    assertThat(status()).isEqualTo(notConnected("session_not_connected", "waiting_for_slot"));
  }

  private static String notConnected(String message, String reason) {
    return "{\"success\":false,\"state\":null,\"message\":\"%s\",\"reason\":\"%s\"}"
        .formatted(message, reason);
  }

  private SessionView view() {
    return sessions.find(ID).orElseThrow();
  }

  private String status() {
    return text(answers.status(view()));
  }

  private static String text(Reply reply) {
    return new String(reply.body(), UTF_8);
  }
}
