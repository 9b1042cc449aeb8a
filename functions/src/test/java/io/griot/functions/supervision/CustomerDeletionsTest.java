package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.AnnouncementStore;
import io.griot.functions.customers.Subscription;
import io.griot.functions.deletion.CustomerData;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.deletion.DeletionStep;
import io.griot.functions.session.MemorySessionStore;
import io.griot.functions.session.MovableClock;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CustomerDeletionsTest {
  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final MemoryDeletionStore store = new MemoryDeletionStore();
  private final Things keys = new Things(2);
  private final Things uploads = new Things(3);
  private final List<DeletionStep> steps = new ArrayList<>();
  private final Set<SessionId> remains = new HashSet<>();
  private Optional<DeletionStep> dies = Optional.empty();
  private final CustomerDeletions deletions =
      new CustomerDeletions(
          store,
          Map.of(DeletionStep.KEYS, keys, DeletionStep.UPLOADS, uploads),
          sessions,
          sessions,
          clock,
          this::step);

  private void step(DeletionStep step) {
    steps.add(step);
    if (dies.filter(step::equals).isPresent()) {
      dies = Optional.empty();
      throw new IllegalStateException("the process died after " + step);
    }
  }

  @BeforeEach
  void start() {
    assertThat(sessions.create(TestSessions.started(clock.instant()), TestSessions.PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
    sessions.take(ID, "host-a");
    Deletion _ = store.begin(AWA, clock.instant()).orElseThrow();
  }

  @Test
  void endsSessionsAsTheirCustomersWouldAndKeysAtOnce() {
    round();

    assertThat(sessions.session(ID).wanted()).isEqualTo(Wanted.ENDED);
    assertThat(sessions.poked).containsExactly("host-a");
    assertThat(keys.left).isZero();
    assertThat(uploads.left).isEqualTo(3);
    assertThat(store.of(AWA).found()).contains(Map.of("sessions", 1L, "keys", 2L, "uploads", 3L));
    assertThat(store.of(AWA).sessions()).containsExactly(ID);
  }

  @Test
  void asksForAnEndOnceButForOneThatWasStartedAgain() {
    round();
    Session ending = sessions.session(ID);
    round();
    assertThat(sessions.session(ID)).isEqualTo(ending);

    clock.advance(Duration.ofSeconds(1));
    sessions.stored.put(ID, ending.startingAgain(clock.instant()));
    round();

    assertThat(sessions.session(ID).startAgainAt()).isEmpty();
  }

  @Test
  void isDoneWhenSessionsAndTheirRemainsAreGoneAndNobodyMayStillBelieveAKey() {
    round();
    end();
    remains.add(ID);
    clock.advance(CustomerDeletions.SETTLED);
    round();
    assertThat(store.of(AWA).isDone()).isFalse();

    remains.clear();
    keys.left = 1; // made by a request that was under way
    round();

    assertThat(store.of(AWA).doneAt()).contains(clock.instant());
    assertThat(keys.left).isZero();
    assertThat(uploads.left).isZero();
    assertThat(store.of(AWA).found()).contains(Map.of("sessions", 1L, "keys", 2L, "uploads", 3L));
  }

  @Test
  void isNotDoneAtOnceThoughNothingIsThere() {
    sessions.stored.clear();
    round();
    clock.advance(CustomerDeletions.SETTLED.minusSeconds(1));
    round();
    assertThat(store.of(AWA).isDone()).isFalse();

    clock.advance(Duration.ofSeconds(1));
    round();
    assertThat(store.of(AWA).isDone()).isTrue();
  }

  @Test
  void isNotDoneWhileThereIsMoreThanARoundCanRemove() {
    sessions.stored.clear();
    clock.advance(CustomerDeletions.SETTLED);
    uploads.isTooMuch = true;
    round();
    assertThat(store.of(AWA).isDone()).isFalse();

    uploads.isTooMuch = false;
    round();
    assertThat(store.of(AWA).isDone()).isTrue();
  }

  private static boolean diesIn(Runnable round) {
    try {
      round.run();
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DeletionStep.class,
      names = {"WEBHOOKS", "PAIRING_LINKS", "SENDING", "EVENTS", "DEAD_EVENTS"},
      mode = EnumSource.Mode.EXCLUDE)
  void comesToTheSameThoughTheProcessDiesAtAnyStep(DeletionStep step) {
    dies = Optional.of(step);
    List<Runnable> rounds =
        List.of(
            this::round,
            () -> {
              end();
              clock.advance(CustomerDeletions.SETTLED);
              round();
            });
    int deaths = 0;
    for (Runnable round : rounds) {
      if (diesIn(round)) {
        deaths++;
        if (!store.of(AWA).isDone()) {
          round();
        }
      }
    }

    assertThat(deaths).isEqualTo(1);
    assertThat(dies).isEmpty();
    assertThat(store.of(AWA).isDone()).isTrue();
    assertThat(store.of(AWA).found()).contains(Map.of("sessions", 1L, "keys", 2L, "uploads", 3L));
    assertThat(keys.left + uploads.left).isZero();
    assertThat(sessions.stored).isEmpty();
    assertThat(steps).contains(step);
  }

  @Test
  void goesOnWithThoseWhoAreNotDoneAlone() {
    CustomerId gone = new CustomerId("gone");
    assertThat(store.begin(gone, clock.instant())).isPresent();
    assertThat(store.finish(gone, clock.instant())).isTrue();
    Map<CustomerId, CustomerStore.Customer> customers =
        Map.of(
            AWA,
            customer(Optional.of(store.of(AWA))),
            gone,
            customer(Optional.of(store.of(gone))),
            new CustomerId("stays"),
            customer(Optional.empty()));

    assertThat(CustomerDeletions.open(customers).map(Map.Entry::getKey)).containsExactly(AWA);
  }

  private static CustomerStore.Customer customer(Optional<Deletion> deletion) {
    return new CustomerStore.Customer(
        new AnnouncementStore.Told(Subscription.NONE, Announcement.NONE),
        Map.of(),
        deletion,
        Optional.empty());
  }

  /** Does what the session's host does. */
  private void end() {
    Session session = sessions.session(ID);
    assertThat(session.wanted()).isEqualTo(Wanted.ENDED);
    assertThat(sessions.end(session, clock.instant())).isTrue();
  }

  private void round() {
    List<Session> all = List.copyOf(sessions.stored.values());
    deletions.carryOn(
        AWA,
        store.of(AWA),
        new CustomerDeletions.Known(all, true, Set.copyOf(remains)),
        clock.in(Duration.ofSeconds(30)));
  }

  /** So many of one kind. */
  private static final class Things implements CustomerData {
    long left;
    boolean isTooMuch;

    Things(long left) {
      this.left = left;
    }

    @Override
    public OptionalLong count(CustomerId customer) {
      return OptionalLong.of(left);
    }

    @Override
    public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
      left = isTooMuch ? left : 0;
      return !isTooMuch;
    }
  }
}
