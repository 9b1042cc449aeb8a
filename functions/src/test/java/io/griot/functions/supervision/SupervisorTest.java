package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.Catalogue;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Metric;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionLimits;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.AnnouncementStore;
import io.griot.functions.customers.Announcer;
import io.griot.functions.customers.Standing;
import io.griot.functions.customers.Subscription;
import io.griot.functions.deletion.Deletion;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.MemorySessionStore;
import io.griot.functions.session.MovableClock;
import io.griot.functions.session.Observation;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionAnswers;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class SupervisorTest {
  private static final Subscription PAID =
      new Subscription(Subscription.Word.ACTIVE, Optional.empty());

  private final MovableClock clock = new MovableClock();
  private final MemorySessionStore sessions = new MemorySessionStore(clock);
  private final Parts parts = new Parts();
  private final Ended ended = new Ended();
  private final MemoryDeletionStore deletions = new MemoryDeletionStore();
  private final RememberedFleet fleet = new RememberedFleet();
  private final List<Map<Metric, Long>> reports = new ArrayList<>();
  private final Supervisor supervisor =
      new Supervisor(
          sessions,
          parts,
          sessions,
          ended,
          parts,
          parts,
          fleet,
          new HostPlan.Limits(0, 4, 10, 1),
          new CustomerDeletions(deletions, Map.of(), sessions, sessions, clock, step -> {}),
          new Announcer(
              parts, event -> parts.told.add(event.environment() + " " + event.dataType()), clock),
          new Evidence(Duration.ofSeconds(45)),
          clock,
          reports::add);

  @BeforeEach
  void start() {
    parts.customers.put(AWA, new CustomerStore.Customer(told(PAID), Map.of(Environment.TEST, 1L)));
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
  }

  @Test
  void leavesAloneWhatIsAsItShouldBe() {
    connect();
    Session before = session();

    round();

    assertThat(session()).isEqualTo(before);
    assertThat(parts.corrected).isEmpty();
    assertThat(sessions.poked).isEmpty();
  }

  @Test
  void releasesTheSessionsOfADeadHostForTheNext() {
    connect();

    clock.advance(Duration.ofSeconds(34));
    round();
    assertThat(session().owner()).contains("host-a");
    clock.advance(Duration.ofSeconds(2));
    round();

    assertThat(session().owner()).isEmpty();
    assertThat(session().waitingSince()).contains(clock.instant());
    assertThat(session().token()).isOne();
  }

  @Test
  void releasesTheSessionsOfAHostThatIsNotStored() {
    sessions.take(ID, "gone");

    round();

    assertThat(session().owner()).isEmpty();
    assertThat(session().waitingSince()).isPresent();
  }

  @Test
  void letsAStoppedSessionOfADeadHostGo() {
    sessions.take(ID, "gone");
    sessions.stored.put(ID, session().stopped(clock.instant(), Optional.empty()));

    round();

    assertThat(session().owner()).isEmpty();
    assertThat(session().waitingSince()).isEmpty();
  }

  @Test
  void hasASessionWaitThatWantsAHostAndHasNone() {
    Session session = session();
    sessions.stored.put(
        ID,
        new Session(
            session.generation(),
            session.customer(),
            session.name(),
            session.environment(),
            Wanted.RUNNING,
            session.wantedAt(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            3,
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));

    round();

    assertThat(session().waitingSince()).contains(clock.instant());
  }

  @Test
  void stopsWhatNobodyLinks() {
    sessions.take(ID, "host-a");

    clock.advance(Duration.ofMinutes(11));
    beatAndRound();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    clock.advance(Duration.ofSeconds(1));
    beatAndRound();

    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session().stopReason()).contains(StopReason.NOT_LINKED_IN_TIME);
    assertThat(sessions.poked).containsExactly("host-a");
  }

  @Test
  void givesTimeAfterARequestForTheCodeThatWasNotNoted() {
    sessions.take(ID, "host-a");
    clock.advance(Duration.ofSeconds(59));
    new CodeRequests(sessions, clock).asked(session());
    assertThat(session().codeAskedAt()).isEmpty();

    clock.advance(SessionLimits.LINK_WITHIN);
    beatAndRound();

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void keepsLoggedOutAsTheReasonOfAStop() {
    sessions.take(ID, "host-a");
    sessions.see(ID, 0, false, Optional.of("2@code"));
    sessions.observations.computeIfPresent(ID, (_, seen) -> loggedOut(seen));
    clock.advance(Duration.ofMinutes(12));

    beatAndRound();
    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    sessions.release(ID); // by its host, which has closed the browser

    assertThat(status()).contains("\"reason\":\"logged_out\"");
  }

  private static Observation loggedOut(Observation seen) {
    return new Observation(
        seen.createdAt(),
        seen.token(),
        seen.restarted(),
        seen.state(),
        seen.usable(),
        seen.downSince(),
        seen.qr(),
        Optional.of(ObservationItem.LOGGED_OUT),
        seen.unavailable(),
        seen.limits(),
        seen.catchingUp());
  }

  private String status() {
    SessionAnswers answers =
        new SessionAnswers(new Evidence(Duration.ofSeconds(45)), Catalogue.load());
    return new String(answers.status(sessions.find(ID).orElseThrow()).body(), UTF_8);
  }

  @Test
  void givesMoreTimeToWhoeverAsksForTheCode() {
    clock.advance(Duration.ofMinutes(8));
    new CodeRequests(sessions, clock).asked(session());

    clock.advance(Duration.ofMinutes(10));
    round();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    clock.advance(Duration.ofMinutes(2));
    round();
    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session().waitingSince()).isEmpty();
  }

  @Test
  void stopsNothingThatIsLinked() {
    connect();

    clock.advance(Duration.ofDays(30));
    beatAndRound();

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void stopsTheSessionsOfASuspendedCustomerAtOnce() {
    parts.subscribe(new Subscription(Subscription.Word.SUSPENDED, Optional.empty()));

    round();

    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session().stopReason()).contains(StopReason.NOT_PAID);
  }

  @Test
  void keepsSessionsRunningForSevenDaysAfterASuspensionAndStartsThemWhenItIsPaid() {
    live();
    Instant end = clock.in(Duration.ofHours(1));
    parts.subscribe(new Subscription(Subscription.Word.ACTIVE, Optional.of(end)));
    Instant stop = end.plus(Standing.GRACE).plus(Standing.SESSIONS_RUN_ON);

    clock.advance(Duration.between(clock.instant(), stop).minusSeconds(1));
    beatAndRound();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    clock.advance(Duration.ofSeconds(1));
    beatAndRound();
    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(session().stopReason()).contains(StopReason.NOT_PAID);

    parts.subscribe(
        new Subscription(Subscription.Word.ACTIVE, Optional.of(clock.in(Duration.ofDays(30)))));
    round();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(session().linked()).isTrue();
  }

  @Test
  void leavesWhatItsCustomerStoppedStoppedWhenItIsPaid() {
    live();
    sessions.stored.put(ID, session().stopped(clock.instant(), Optional.empty()));

    round();

    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
  }

  @Test
  void runsATestSessionForADayWithoutASubscription() {
    connect();
    parts.subscribe(Subscription.NONE);

    clock.advance(UnpaidSessions.TEST_RUNS.minusSeconds(1));
    beatAndRound();
    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
    clock.advance(Duration.ofSeconds(1));
    beatAndRound();
    assertThat(session().wanted()).isEqualTo(Wanted.STOPPED);
  }

  @Test
  void tellsEachChangeOfASubscriptionOnce() {
    Instant end = clock.in(Duration.ofHours(1));
    parts.subscribe(new Subscription(Subscription.Word.ACTIVE, Optional.of(end)));
    round();
    assertThat(parts.told).isEmpty();

    clock.advance(Duration.ofHours(1));
    round();
    round();
    assertThat(parts.told)
        .containsExactlyInAnyOrder("LIVE subscription_grace", "TEST subscription_grace");

    clock.advance(Standing.GRACE);
    round();
    round();
    assertThat(parts.told).hasSize(4).contains("LIVE subscription_suspended");
  }

  @Test
  void stopsNothingForWantOfASubscription() {
    parts.customers.clear();

    round();

    assertThat(session().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void endsWhatWasNeverLinkedAndHasNoHost() {
    sessions.take(ID, "gone");
    sessions.stored.put(ID, session().ending(clock.instant()));

    round();
    round();

    assertThat(sessions.stored).isEmpty();
    assertThat(sessions.ended).hasSize(1);
  }

  @Test
  void endsALinkedSessionThatNoHostLogsOut() {
    connect();
    sessions.release(ID);
    sessions.stored.put(ID, session().ending(clock.instant()));

    clock.advance(Duration.ofMinutes(9));
    round();
    assertThat(sessions.stored).isNotEmpty();
    clock.advance(Duration.ofMinutes(1));
    round();
    assertThat(sessions.stored).isEmpty();
  }

  @Test
  void countsTheSessionsThatExist() {
    parts.customers.put(AWA, new CustomerStore.Customer(told(PAID), Map.of()));

    round();

    assertThat(parts.corrected).containsExactly("TEST none 1");
  }

  @Test
  void forgetsAHostAfterAnHour() {
    sessions.beat("host-a");

    clock.advance(Duration.ofMinutes(59));
    round();
    assertThat(sessions.hosts).containsKey("host-a");
    clock.advance(Duration.ofMinutes(2));
    round();
    assertThat(sessions.hosts).isEmpty();
  }

  @Test
  void saysHowManyHostsAreWantedAndHowManySessionsWait() {
    round();

    assertThat(fleet.state().desired()).isOne();
    assertThat(reports)
        .containsExactly(
            Map.of(
                Metric.SESSIONS_DOWN, 0L,
                Metric.SESSIONS_WAITING, 1L,
                Metric.HOSTS_WANTED, 1L));
  }

  @Test
  void countsLinkedSessionsThatAreDown() {
    connect();
    round();
    clock.advance(Duration.ofSeconds(20));
    round();

    assertThat(reports)
        .extracting(values -> values.get(Metric.SESSIONS_DOWN))
        .containsExactly(0L, 1L);
  }

  @Test
  void reportsNothingWithoutSessionsAndHosts() {
    sessions.stored.clear();

    round();

    assertThat(reports).isEmpty();
  }

  @Test
  void endsWhatWaitsTooLongNowAndThen() {
    for (int minute = 0; minute < 15; minute++) {
      round();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(parts.expired).containsExactly(session().generation());
  }

  @Test
  void endsAlsoWhatNoHostWasEverSent() {
    connect();
    for (int minute = 0; minute < 15; minute++) {
      beatAndRound();
      clock.advance(Duration.ofMinutes(1));
    }
    assertThat(parts.expired).containsExactly(session().generation());
  }

  @Test
  void deletesACustomerAndTellsThemNothing() {
    connect();
    delete();
    assertThat(session().wanted()).isEqualTo(Wanted.ENDED);
    assertThat(sessions.end(session(), clock.instant())).isTrue();
    ended.all.add(new EndingStore.Ending(sessions.ended.getFirst(), clock.instant()));
    clock.advance(CustomerDeletions.SETTLED);

    delete();
    assertThat(deletions.of(AWA).isDone()).isFalse();
    ended.all.clear();
    delete();

    assertThat(deletions.of(AWA).isDone()).isTrue();
    assertThat(parts.told).isEmpty();
  }

  /** A round in which the customer is to be deleted, and so is not served. */
  private void delete() {
    Deletion deletion = deletions.begin(AWA, clock.instant()).orElseThrow();
    parts.customers.put(
        AWA,
        new CustomerStore.Customer(
            told(Subscription.UNKNOWN), Map.of(Environment.TEST, 1L), Optional.of(deletion)));
    beatAndRound();
  }

  @Test
  void makesTheOtherStepsWhenOneFails() {
    sessions.take(ID, "gone");
    parts.failure = Optional.of(SdkClientException.create("no connection"));

    assertThatThrownBy(this::round).isInstanceOf(SdkClientException.class);
    sessions.take(ID, "gone");
    parts.failure = Optional.of(new IllegalStateException("an item is odd"));

    assertThatThrownBy(this::round).isInstanceOf(IllegalStateException.class);

    assertThat(session().owner()).isEmpty();
  }

  @Test
  void clearsUpAfterTheOthersWhenItCannotAfterOne() {
    Generation first = new Generation(ID, clock.instant().minusSeconds(7200));
    Generation second = new Generation(ID, clock.instant().minusSeconds(3600));
    ended.all.add(new EndingStore.Ending(first, clock.instant().minusSeconds(3600)));
    ended.all.add(new EndingStore.Ending(second, clock.instant().minusSeconds(600)));
    parts.stuck.add(first);

    assertThatThrownBy(this::round).isInstanceOf(SdkClientException.class);

    assertThat(ended.all).extracting(EndingStore.Ending::generation).containsExactly(first);
  }

  /** A linked session at a host that lives. */
  private void connect() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.see(ID, 0, true, Optional.empty());
    sessions.beat("host-a", ID);
  }

  /** A linked session of a live key, at a host that lives. */
  private void live() {
    sessions.stored.clear();
    Session started = Session.started(AWA, TestSessions.MAIN, Environment.LIVE, clock.instant());
    assertThat(sessions.create(started, PLANNED)).isEqualTo(SessionStore.Creation.CREATED);
    connect();
  }

  private static AnnouncementStore.Told told(Subscription subscription) {
    return new AnnouncementStore.Told(subscription, Announcement.NONE);
  }

  private void beatAndRound() {
    sessions.beat("host-a", ID);
    round();
  }

  private void round() {
    supervisor.round(clock.in(Duration.ofSeconds(45)));
  }

  private Session session() {
    return sessions.session(ID);
  }

  /** What else a round needs. */
  private static final class Parts
      implements CustomerStore, AnnouncementStore, SessionResources, WaitingCommands {
    final List<String> told = new ArrayList<>();
    final Map<CustomerId, Customer> customers = new HashMap<>();
    final List<String> corrected = new ArrayList<>();
    final List<Generation> expired = new ArrayList<>();
    final List<Generation> stuck = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();

    void subscribe(Subscription subscription) {
      customers.put(
          AWA, new Customer(SupervisorTest.told(subscription), Map.of(Environment.TEST, 1L)));
    }

    @Override
    public Map<CustomerId, Customer> all() {
      failure.ifPresent(e -> {
        throw e;
      });
      return customers;
    }

    @Override
    public boolean count(
        CustomerId customer, Environment environment, Optional<Long> seen, long sessions) {
      corrected.add(environment + " " + seen.map(Object::toString).orElse("none") + " " + sessions);
      return true;
    }

    @Override
    public Optional<Told> find(CustomerId customer) {
      return Optional.ofNullable(customers.get(customer)).map(Customer::told);
    }

    @Override
    public boolean told(CustomerId customer, Announcement before, Announcement now) {
      return customers.computeIfPresent(
              customer, (id, one) -> new Customer(new Told(one.subscription(), now), one.counted()))
          != null;
    }

    @Override
    public boolean remove(Generation session, Instant deadline) {
      if (stuck.contains(session)) {
        throw SdkClientException.create("a bucket is not there");
      }
      return true;
    }

    @Override
    public void expire(Generation session, Instant deadline) {
      expired.add(session);
    }
  }

  /** Sessions that ended, in the order in which they are cleared up. */
  private static final class Ended implements EndingStore {
    final List<Ending> all = new ArrayList<>();

    @Override
    public List<Ending> all() {
      return List.copyOf(all);
    }

    @Override
    public void forget(Generation session) {
      all.removeIf(ending -> ending.generation().equals(session));
    }
  }
}
