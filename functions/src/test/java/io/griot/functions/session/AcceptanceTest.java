package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.Operation;
import io.griot.contract.ParkSettings;
import io.griot.contract.SocketState;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AcceptanceTest {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final Operation SEND = CATALOGUE.operation("clientSendMessage").orElseThrow();
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Operation STATE = CATALOGUE.operation("clientGetState").orElseThrow();

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final Evidence evidence = new Evidence(Duration.ofSeconds(45));
  private final Acceptance acceptance = new Acceptance(evidence);

  @BeforeEach
  void linked() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.see(ID, 0, true, Optional.empty());
    sessions.beat("host-a", ID);
  }

  @Test
  void takesASendWhileTheSessionMoves() {
    sessions.release(ID);
    assertTaken(SEND);

    clock.advance(Duration.ofMinutes(4));
    assertTaken(SEND);
    sessions.take(ID, "host-b");
    sessions.beat("host-b");
    assertTaken(SEND);
  }

  @Test
  void takesASendHoweverLongTheSessionIsParkedAndForMinutesAfterItWoke() {
    ParkSettings park = new ParkSettings(Duration.ofMinutes(15), Duration.ofHours(6));
    Session set = sessions.session(ID).parking(Optional.of(park), true, clock.instant());
    sessions.stored.put(ID, set.parked(clock.instant(), clock.in(park.wakeEvery())));
    sessions.rest(ID);
    clock.advance(Duration.ofHours(5));

    assertTaken(SEND);
    sessions.stored.put(ID, sessions.session(ID).woken(clock.instant(), false));
    clock.advance(Duration.ofMinutes(4));
    assertTaken(SEND);
    clock.advance(Duration.ofMinutes(1));
    assertRefused(SEND, FailureCode.SESSION_DOWN);
  }

  @Test
  void takesASendWhileItsHostJustDied() {
    clock.advance(Duration.ofSeconds(60));

    assertTaken(SEND);
  }

  @Test
  void refusesASendWhenTheSessionWasDownForMinutes() {
    sessions.release(ID);

    clock.advance(Duration.ofMinutes(5));
    assertRefused(SEND, FailureCode.SESSION_DOWN);
  }

  @Test
  void refusesASendMinutesAfterItsHostDied() {
    clock.advance(Duration.ofMinutes(5));

    assertRefused(SEND, FailureCode.SESSION_DOWN);
  }

  @Test
  void refusesASendWhenItsHostSaysThatItIsDownForMinutes() {
    sessions.observations.put(ID, down());
    clock.advance(Duration.ofMinutes(5));
    sessions.beat("host-a", ID);

    assertRefused(SEND, FailureCode.SESSION_DOWN);
  }

  @Test
  void countsNoTimeFromBeforeItWasStartedAgain() {
    sessions.observations.put(ID, down()); // as its host says at the stop
    clock.advance(Duration.ofHours(1));
    sessions.beat("host-a", ID);
    sessions.stored.put(ID, sessions.session(ID).restarting(clock.instant()));
    assertTaken(SEND);

    clock.advance(Duration.ofSeconds(299));
    sessions.beat("host-a", ID);
    assertTaken(SEND);
    clock.advance(Duration.ofSeconds(1));
    sessions.beat("host-a", ID);
    assertRefused(SEND, FailureCode.SESSION_DOWN);
  }

  @Test
  void refusesASendToASessionThatWasNeverLinked() {
    sessions.stored.put(ID, TestSessions.started(clock.instant()));

    assertRefused(SEND, FailureCode.SESSION_NOT_CONNECTED);
    assertTaken(STATE);
  }

  @Test
  void refusesEverythingOfAStoppedOrEndingSession() {
    Session session = sessions.session(ID);

    sessions.stored.put(ID, session.stopped(clock.instant(), Optional.empty()));
    assertRefused(SEND, FailureCode.SESSION_NOT_CONNECTED);
    assertRefused(STATE, FailureCode.SESSION_NOT_CONNECTED);
    sessions.stored.put(ID, session.ending(clock.instant()));
    assertRefused(SEND, FailureCode.SESSION_NOT_CONNECTED);
  }

  @Test
  void refusesASendOfASessionThatWasLoggedOut() {
    StoredObservation seen = down();
    sessions.observations.put(
        ID,
        new StoredObservation(
            seen.createdAt(),
            seen.token(),
            0,
            seen.state(),
            false,
            seen.downSince(),
            Optional.empty(),
            Optional.of(ObservationItem.LOGGED_OUT),
            Set.of(),
            Optional.empty(),
            false));

    assertRefused(SEND, FailureCode.SESSION_NOT_CONNECTED);
  }

  @Test
  void refusesWhatItsWhatsAppLacks() {
    StoredObservation seen = down();
    sessions.observations.put(
        ID,
        new StoredObservation(
            seen.createdAt(),
            seen.token(),
            0,
            Optional.of(SocketState.CONNECTED),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Set.of(SEND.id()),
            Optional.empty(),
            false));

    assertRefused(SEND, FailureCode.UNAVAILABLE_IN_THIS_VERSION);
  }

  @Test
  void knowsWhetherThereIsAPage() {
    assertThat(evidence.hasPage(view())).isTrue();
    clock.advance(Duration.ofSeconds(15));
    assertThat(evidence.hasPage(view())).isFalse();
    sessions.beat("host-a", ID);
    assertThat(evidence.hasPage(view())).isTrue();
    sessions.release(ID);
    assertThat(evidence.hasPage(view())).isFalse();
  }

  @Test
  void namesTheBanThatASessionIsDownFor() {
    long end = clock.instant().plusSeconds(900).getEpochSecond();
    sessions.observations.put(ID, banned(end));
    clock.advance(Duration.ofMinutes(5));
    sessions.beat("host-a", ID);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> acceptance.check(SEND, view(), false))
        .satisfies(failure -> {
          assertThat(failure.error()).isEqualTo("session_down: temporarily_banned");
          assertThat(failure.retryAfter().orElseThrow())
              .isBetween(TEN_MINUTES.minusSeconds(1), TEN_MINUTES);
        });
  }

  private StoredObservation banned(long until) {
    StoredObservation seen = down();
    ObjectNode limits = Json.MAPPER.createObjectNode();
    limits.putObject("temporaryBan").put("until", until);
    return new StoredObservation(
        seen.createdAt(),
        seen.token(),
        0,
        seen.state(),
        false,
        seen.downSince(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.of(limits),
        false);
  }

  private StoredObservation down() {
    Session session = sessions.session(ID);
    return new StoredObservation(
        session.generation().createdAt(),
        session.token(),
        0,
        Optional.of(SocketState.OPENING),
        false,
        Optional.of(clock.instant()),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        false);
  }

  private SessionView view() {
    return sessions.find(ID).orElseThrow();
  }

  private void assertTaken(Operation operation) {
    assertThatCode(() -> acceptance.check(operation, view(), false)).doesNotThrowAnyException();
  }

  private void assertRefused(Operation operation, FailureCode code) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> acceptance.check(operation, view(), false))
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }
}
