package io.griot.functions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Metric;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.http.ApiFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionStartTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final SessionName MAIN = new SessionName("main");

  private static final SessionId ID = SessionId.of(AWA, MAIN);

  private Instant now = Instant.EPOCH;
  private final Parts parts = new Parts();
  private final List<Metric> counted = new ArrayList<>();
  private final SessionStart start = new SessionStart(parts, parts, () -> now, counted::add);

  @Test
  void storesTheItemThenMakesTheMailboxThenPlacesThenNotes() {
    start.start(AWA, MAIN, Environment.TEST);

    assertThat(parts.steps).containsExactly("item", "mailbox", "place", "note");
    assertThat(counted).containsExactly(Metric.SESSIONS_PLACED);
  }

  @Test
  void doesNothingToASessionThatExists() {
    start.start(AWA, MAIN, Environment.TEST);
    parts.steps.clear();

    assertExists();
    assertThat(parts.steps).isEmpty();
  }

  @Test
  void mendsAStartThatDiedBeforeItsPlacement() {
    parts.dieAt = "place";
    assertThatThrownBy(() -> start.start(AWA, MAIN, Environment.TEST)).hasMessage("died");
    parts.dieAt = "";
    parts.steps.clear();

    assertExists();
    assertThat(parts.steps).containsExactly("mailbox", "place", "note");
    assertExists();
    assertThat(parts.steps).hasSize(3);
  }

  @Test
  void mendsAStartThatDiedBeforeItsItem() {
    parts.dieAt = "item";
    assertThatThrownBy(() -> start.start(AWA, MAIN, Environment.TEST)).hasMessage("died");
    parts.dieAt = "";
    parts.steps.clear();

    start.start(AWA, MAIN, Environment.TEST);
    assertThat(parts.steps).containsExactly("item", "mailbox", "place", "note");
  }

  @Test
  void letsOneOfTwoSimultaneousStartsPlaceTheSession() {
    parts.overtaken = true;

    assertExists();
    assertThat(parts.steps).containsExactly("item");
  }

  @Test
  void mendsAStartThatDiedBeforeItsMailboxUnderTheSameGeneration() {
    parts.dieAt = "mailbox";
    assertThatThrownBy(() -> start.start(AWA, MAIN, Environment.TEST)).hasMessage("died");
    parts.dieAt = "";
    now = now.plusSeconds(60);

    assertExists();
    assertThat(parts.mailboxes).containsExactly(new Generation(ID, Instant.EPOCH));
  }

  @Test
  void givesASessionStartedAnewAnotherMailbox() {
    start.start(AWA, MAIN, Environment.TEST);
    parts.stored = Optional.empty();
    now = now.plusMillis(1);
    start.start(AWA, MAIN, Environment.TEST);

    assertThat(parts.mailboxes).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void placesNothingWhenItWasTerminatedMeanwhile() {
    parts.ended = true;

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> start.start(AWA, MAIN, Environment.TEST))
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.OVERLOADED);
    assertThat(parts.steps).containsExactly("item", "mailbox");
  }

  @Test
  void startsAStoppedSessionAgain() {
    Generation generation = new Generation(ID, Instant.EPOCH);
    parts.stored = Optional.of(Parts.session(generation, true, true));

    start.start(AWA, MAIN, Environment.TEST);

    assertThat(parts.steps).containsExactly("unstop", "mailbox", "place", "note");
    assertThat(parts.mailboxes).containsExactly(generation);
  }

  @Test
  void letsOneOfTwoStartsWakeAStoppedSession() {
    parts.stored = Optional.of(Parts.session(new Generation(ID, Instant.EPOCH), true, true));
    parts.overtaken = true;

    assertExists();
    assertThat(parts.steps).containsExactly("unstop");
  }

  @Test
  void wakesNoSessionForTheOtherEnvironment() {
    parts.stored = Optional.of(Parts.session(new Generation(ID, Instant.EPOCH), true, true));

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> start.start(AWA, MAIN, Environment.LIVE));
    assertThat(parts.steps).isEmpty();
  }

  private void assertExists() {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> start.start(AWA, MAIN, Environment.TEST))
        .matches(failure -> failure.code() == FailureCode.SESSION_EXISTS)
        .extracting(ApiFailure::error)
        .isEqualTo("Session already exists for: main");
  }

  /** One session's storage and queues, which can die at a step. */
  private static final class Parts implements Sessions, SessionQueues {
    final List<String> steps = new ArrayList<>();
    String dieAt = "";
    boolean overtaken;
    boolean ended;
    final List<Generation> mailboxes = new ArrayList<>();
    Optional<Session> stored = Optional.empty();

    @Override
    public Optional<Session> find(SessionId session) {
      return stored;
    }

    @Override
    public boolean create(
        CustomerId customer, SessionName name, Environment environment, Instant createdAt) {
      step("item");
      if (overtaken) {
        return false;
      }
      stored = Optional.of(session(new Generation(SessionId.of(customer, name), createdAt), false));
      return true;
    }

    @Override
    public List<Session> of(CustomerId customer) {
      return stored.stream().toList();
    }

    @Override
    public boolean unstop(Generation session) {
      step("unstop");
      boolean wasStopped = stored.map(Session::stopped).orElse(false);
      stored = Optional.of(session(session, false));
      return wasStopped && !overtaken;
    }

    @Override
    public void placed(Generation session, Instant at) {
      step("note");
      stored = Optional.of(session(session, true));
    }

    @Override
    public boolean makeMailbox(Generation session) {
      step("mailbox");
      mailboxes.add(session);
      return !ended;
    }

    @Override
    public void place(SessionId session) {
      step("place");
    }

    private void step(String name) {
      if (name.equals(dieAt)) {
        throw new IllegalStateException("died");
      }
      steps.add(name);
    }

    private static Session session(Generation generation, boolean placed) {
      return session(generation, false, placed);
    }

    static Session session(Generation generation, boolean stopped, boolean placed) {
      return new Session(
          generation,
          MAIN,
          Environment.TEST,
          stopped,
          placed,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Set.of());
    }
  }
}
