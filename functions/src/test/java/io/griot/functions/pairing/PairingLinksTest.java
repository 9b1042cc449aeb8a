package io.griot.functions.pairing;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.MAIN;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.ObservationItem;
import io.griot.contract.SocketState;
import io.griot.functions.fairuse.MemoryBucketStore;
import io.griot.functions.fairuse.RateLimits;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.pairing.PairingLinks.Made;
import io.griot.functions.pairing.PairingLinks.Opened;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.MemorySessionStore;
import io.griot.functions.session.MovableClock;
import io.griot.functions.session.Session;
import io.griot.functions.session.StoredObservation;
import io.griot.functions.session.TestSessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PairingLinksTest {
  private static final Duration VALID = Duration.ofMinutes(30);

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final MemoryPairingLinkStore stored = new MemoryPairingLinkStore();
  private final PairingLinks links =
      new PairingLinks(
          stored,
          sessions,
          new Evidence(Duration.ofSeconds(45)),
          new RateLimits(new MemoryBucketStore(), clock),
          clock,
          new SecureRandom());

  @Test
  void leadsToASessionThatIsNotThereYet() {
    Made made = make();

    assertThat(made.expiresAt()).isEqualTo(clock.in(VALID));
    assertThat(step(made)).isEqualTo(PairingStep.IDLE);
  }

  @Test
  void storesNoToken() {
    Made made = make();

    assertThat(stored.find(ID).orElseThrow().toString())
        .doesNotContain(made.token().text())
        .doesNotContain(made.token().secret());
  }

  @Test
  void goesThroughTheStepsOfALinking() {
    Made made = make();
    start();
    assertThat(step(made)).isEqualTo(PairingStep.PREPARING);
    see(SocketState.UNPAIRED, Optional.of("2@code"), Optional.empty());
    assertThat(step(made)).isEqualTo(PairingStep.SCAN);
    see(SocketState.PAIRING, Optional.empty(), Optional.empty());
    assertThat(step(made)).isEqualTo(PairingStep.LINKING);
    sessions.link(ID, clock.instant());
    assertThat(step(made)).isEqualTo(PairingStep.LINKED);
  }

  @Test
  void isNotUsedUpByBeingOpened() {
    Made made = make();
    start();
    see(SocketState.UNPAIRED, Optional.of("2@code"), Optional.empty());

    for (int i = 0; i < 20; i++) {
      assertThat(step(made)).isEqualTo(PairingStep.SCAN);
    }
  }

  @Test
  void isUsedUpByLinkingAndShowsTheAccountForAMomentOnly() {
    Made made = make();
    start();
    sessions.link(ID, clock.instant());
    assertThat(step(made)).isEqualTo(PairingStep.LINKED);

    clock.advance(PairingStep.SHOWN);

    assertThat(step(made)).isEqualTo(PairingStep.USED);
    assertThat(open(made).view()).isEmpty();
  }

  /** Also when no request read the state between the linking and the logout. */
  @Test
  void staysUsedUpWhenThePhoneUnlinksTheDevice() {
    Made made = make();
    start();
    stored.use(ID, clock.instant());
    see(SocketState.UNPAIRED, Optional.of("2@code"), Optional.of(ObservationItem.LOGGED_OUT));

    assertThat(step(made)).isEqualTo(PairingStep.USED);

    assertThat(step(make())).isEqualTo(PairingStep.SCAN); // a newer one is for the next phone
  }

  @Test
  void expires() {
    Made made = make();

    clock.advance(VALID);

    assertThat(step(made)).isEqualTo(PairingStep.EXPIRED);
  }

  @Test
  void letsALinkingEndThatBeganInTime() {
    Made made = make();
    clock.advance(VALID);
    start();
    see(SocketState.PAIRING, Optional.empty(), Optional.empty());

    assertThat(step(made)).isEqualTo(PairingStep.LINKING);
  }

  @Test
  void isReplacedByANewerOne() {
    Made first = make();
    Made second = make();
    Made third = make();

    assertThat(step(first)).isEqualTo(PairingStep.REPLACED);
    assertThat(step(second)).isEqualTo(PairingStep.REPLACED);
    assertThat(step(third)).isEqualTo(PairingStep.IDLE);
  }

  @Test
  void isMadeOnceWhenTheAnswerOfTheWriteIsLost() {
    stored.lostAnswers = 1;

    Made made = make();

    assertThat(step(made)).isEqualTo(PairingStep.IDLE);
    assertThat(stored.find(ID).orElseThrow().earlier()).isEmpty();
  }

  @Test
  void saysThatThePasskeyIsAskedFor() {
    Made made = make();
    start();
    see(SocketState.UNPAIRED, Optional.empty(), Optional.of(ObservationItem.PASSKEY_REQUIRED));

    assertThat(step(made)).isEqualTo(PairingStep.PASSKEY);
  }

  @Test
  void isNotMadeForASessionThatIsLinked() {
    start();
    sessions.link(ID, clock.instant());

    assertThatThrownBy(this::make)
        .isInstanceOfSatisfying(
            ApiFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.SESSION_EXISTS));
  }

  @Test
  void isNotMadeByATestKeyForASessionOfALiveOne() {
    start();

    assertThatThrownBy(() -> links.make(AWA, MAIN, Environment.LIVE, VALID))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.SESSION_EXISTS));
  }

  @Test
  void tellsAStrangerNothing() {
    Made made = make();
    PairingToken wrong = PairingToken.make(ID, new SecureRandom());

    Opened unknown = links.open(Optional.of(wrong.text()), "192.0.2.1");

    assertThat(unknown.step()).isEqualTo(PairingStep.UNKNOWN);
    assertThat(unknown.link()).isEmpty();
    assertThat(unknown).isEqualTo(links.open(Optional.empty(), "192.0.2.1"));
    assertThat(unknown).isEqualTo(links.open(Optional.of("x"), "192.0.2.1"));
    assertThat(step(made)).isEqualTo(PairingStep.IDLE);
  }

  @Test
  void letsNobodyGuessFast() {
    Made made = make();
    for (int i = 0; i < 60; i++) {
      assertThat(guess("192.0.2.1")).isEqualTo(PairingStep.UNKNOWN);
    }

    assertThatThrownBy(() -> guess("192.0.2.1"))
        .isInstanceOfSatisfying(
            ApiFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.RATE_LIMIT_EXCEEDED));
    assertThat(guess("192.0.2.2")).isEqualTo(PairingStep.UNKNOWN);
    assertThat(step(made))
        .isEqualTo(PairingStep.IDLE); // requests with a valid link are not slowed down
  }

  @Test
  void countsWhoHasTheLink() {
    Made made = make();
    for (int i = 0; i < PairingLinks.REQUESTS_A_MINUTE; i++) {
      open(made);
    }

    assertThatThrownBy(() -> open(made)).isInstanceOf(ApiFailure.class);
    clock.advance(Duration.ofMinutes(2));
    assertThat(step(made)).isEqualTo(PairingStep.IDLE);
  }

  private PairingStep guess(String from) {
    return links.open(Optional.of(PairingToken.make(ID, new SecureRandom()).text()), from).step();
  }

  private Made make() {
    return links.make(AWA, MAIN, Environment.TEST, VALID);
  }

  private Opened open(Made made) {
    return links.open(Optional.of(made.token().text()), "192.0.2.9");
  }

  private PairingStep step(Made made) {
    return open(made).step();
  }

  private void start() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED)).isNotNull();
    sessions.take(ID, "host-a");
    sessions.beat("host-a", ID);
  }

  private void see(SocketState state, Optional<String> qr, Optional<String> problem) {
    Session session = sessions.session(ID);
    sessions.observations.put(
        ID,
        new StoredObservation(
            session.generation().createdAt(),
            session.token(),
            0,
            Optional.of(state),
            false,
            Optional.empty(),
            qr,
            problem,
            Set.of(),
            Optional.empty(),
            false));
  }
}
