package io.griot.functions.supervision;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Metric;
import io.griot.functions.customers.Announcement;
import io.griot.functions.customers.AnnouncementStore;
import io.griot.functions.customers.Announcer;
import io.griot.functions.customers.Subscription;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.MemorySessionStore;
import io.griot.functions.session.MovableClock;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * A supervisor over stores in memory, at a time that only tests move. There is one paying customer,
 * with one started session that no host has.
 */
final class SupervisionFixture {
  static final Subscription PAID = new Subscription(Subscription.Word.ACTIVE, Optional.empty());
  final MovableClock clock = new MovableClock();
  final MemorySessionStore sessions = new MemorySessionStore(clock);
  final Parts parts = new Parts();
  final Ended ended = new Ended();
  final MemoryDeletionStore deletions = new MemoryDeletionStore();
  final RememberedFleet fleet = new RememberedFleet();
  final List<Map<Metric, Long>> reports = new ArrayList<>();
  private final Supervisor supervisor =
      new Supervisor(
          sessions,
          parts,
          new Announcer(
              parts, event -> parts.told.add(event.environment() + " " + event.dataType()), clock),
          new SessionMending(
              sessions, parts, sessions, parts, new Evidence(Duration.ofSeconds(45)), 10, clock),
          new CustomerDeletions(deletions, Map.of(), sessions, sessions, clock, step -> {}),
          new HostSteering(
              sessions,
              fleet,
              new HostPlan.Limits(0, 4, 10, 1, 0),
              new SupervisionReport(new Evidence(Duration.ofSeconds(45)), reports::add)),
          new EndingCleanup(ended, parts, clock),
          clock);

  SupervisionFixture() {
    parts.customers.put(AWA, new CustomerStore.Customer(told(PAID), Map.of(Environment.TEST, 1L)));
    assertThat(sessions.create(TestSessions.started(clock.instant()), PLANNED))
        .isEqualTo(SessionStore.Creation.CREATED);
  }

  /** A linked session at a host that lives. */
  void connect() {
    sessions.take(ID, "host-a");
    sessions.link(ID, clock.instant());
    sessions.see(ID, 0, true, Optional.empty());
    sessions.beat("host-a", ID);
  }

  /** A linked session of a live key, at a host that lives. */
  void live() {
    sessions.stored.clear();
    Session started = Session.started(AWA, TestSessions.MAIN, Environment.LIVE, clock.instant());
    assertThat(sessions.create(started, PLANNED)).isEqualTo(SessionStore.Creation.CREATED);
    connect();
  }

  static AnnouncementStore.Told told(Subscription subscription) {
    return new AnnouncementStore.Told(subscription, Announcement.NONE);
  }

  void beatAndRound() {
    sessions.beat("host-a", ID);
    round();
  }

  void round() {
    supervisor.round(clock.in(Duration.ofSeconds(45)));
  }

  Session session() {
    return sessions.session(ID);
  }

  /** The other parts of a round. */
  static final class Parts
      implements CustomerStore, AnnouncementStore, SessionResources, WaitingCommands {
    final List<String> told = new ArrayList<>();
    final Map<CustomerId, Customer> customers = new HashMap<>();
    final List<String> corrected = new ArrayList<>();
    final List<Generation> expired = new ArrayList<>();
    final List<Generation> pending = new ArrayList<>();
    final List<Generation> stuck = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();

    void subscribe(Subscription subscription) {
      customers.put(
          AWA, new Customer(SupervisionFixture.told(subscription), Map.of(Environment.TEST, 1L)));
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

    @Override
    public boolean isAnyPending(Generation session) {
      return pending.contains(session);
    }
  }

  /** Sessions that ended, in the order in which they are cleared up. */
  static final class Ended implements EndingStore {
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
