package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of every store of leases, the fake included. */
abstract class LeaseStoreContract {
  private static final Duration PARKS_AFTER = Duration.ofMinutes(15);

  static final CustomerId CUSTOMER = new CustomerId("customer");
  static final Instant CREATED = Instant.parse("2026-11-30T08:00:00Z");
  private static final Instant NOW = CREATED.plusSeconds(600);
  private static final String HOST = "host-a";
  private static final String OTHER = "host-b";
  private static final String KEY = "profiles/shop/1-1.tar.zst";

  /** The store, empty before each test. */
  abstract LeaseStore store();

  /** Stores a session as given. A waiting one has waited since this time. */
  abstract void put(SessionRecord session, Instant since);

  /** Stores a customer's number of sessions. */
  abstract void putCount(CustomerId customer, Environment environment, long sessions);

  /** A customer's number of sessions; empty when the customer does not exist. */
  abstract Optional<Long> count(CustomerId customer, Environment environment);

  /** The generations that have a marker of their end. */
  abstract Set<Generation> endings();

  /** Generations that ended without confirmation that their device is unlinked. */
  abstract Set<Generation> stillLinked();

  @Test
  void showsWaitingSessionsLinkedOnesFirstThenWhatWaitedLongest() {
    put(session("young").waiting().build(), NOW);
    put(session("old").waiting().build(), NOW.minusSeconds(60));
    put(session("linked").waiting().linked().build(), NOW.plusSeconds(60));
    put(session("linkedBefore").waiting().linked().build(), NOW.plusSeconds(50));

    assertThat(store().waiting(8))
        .containsExactly(id("linkedBefore"), id("linked"), id("old"), id("young"));
    assertThat(store().waiting(2)).containsExactly(id("linkedBefore"), id("linked"));
  }

  @Test
  void showsOnlyWhatWaits() {
    put(session("stopped").wanted(Wanted.STOPPED).build(), NOW);
    put(session("owned").owner(HOST, 1).build(), NOW);

    assertThat(store().waiting(8)).isEmpty();
  }

  @Test
  void takesASessionOutOfTheWaitingOnesAndIntoTheHostsOwn() {
    SessionRecord seen = putWaiting("shop");

    assertThat(store().take(seen, HOST)).contains(1L);

    assertThat(stored("shop")).isEqualTo(session("shop").owner(HOST, 1).build());
    assertThat(store().waiting(8)).isEmpty();
    assertThat(store().ownedBy(HOST)).containsExactly(id("shop"));
    assertThat(store().ownedBy(OTHER)).isEmpty();
  }

  @Test
  void takesADeadHostsSessionWithTheNextToken() {
    SessionRecord seen = putOwned("shop", 7);

    assertThat(store().take(seen, OTHER)).contains(8L);

    assertThat(stored("shop")).isEqualTo(session("shop").owner(OTHER, 8).build());
    assertThat(store().ownedBy(HOST)).isEmpty();
  }

  @Test
  void keepsWhomASessionIsMovedFromUntilAnotherTakesIt() {
    put(session("shop").owner(HOST, 7).movedFrom(HOST, NOW).build(), NOW);

    assertThat(store().releaseOf(stored("shop"), NOW)).isTrue();
    assertThat(stored("shop").isToLeave(HOST, NOW.minusSeconds(1))).isTrue();
    assertThat(store().take(stored("shop"), OTHER)).contains(8L);

    assertThat(stored("shop").move()).isEmpty();
  }

  @Test
  void keepsASessionSuspendedWhoeverHasIt() {
    put(session("shop").owner(HOST, 7).suspended(true).build(), NOW);

    assertThat(store().releaseOf(stored("shop"), NOW)).isTrue();
    assertThat(store().take(stored("shop"), OTHER)).contains(8L);

    assertThat(stored("shop").suspended()).isTrue();
  }

  @Test
  void doesNotTakeWhatAnotherHostTookMeanwhile() {
    SessionRecord seen = putWaiting("shop");
    put(session("shop").owner(OTHER, 1).build(), NOW);

    assertThat(store().take(seen, HOST)).isEmpty();

    assertThat(stored("shop").owner()).contains(OTHER);
    assertThat(stored("shop").token()).isEqualTo(1);
  }

  @Test
  void doesNotTakeWhatWasTakenAndGivenBackMeanwhile() {
    SessionRecord seen = putWaiting("shop");
    put(session("shop").waiting().token(1).build(), NOW);

    assertThat(store().take(seen, HOST)).isEmpty();

    assertThat(stored("shop").owner()).isEmpty();
  }

  @Test
  void doesNotTakeWhatTheSameHostTookUnderANewToken() {
    SessionRecord seen = putOwned("shop", 7);
    put(session("shop").owner(HOST, 8).build(), NOW);

    assertThat(store().take(seen, OTHER)).isEmpty();

    assertThat(stored("shop")).isEqualTo(session("shop").owner(HOST, 8).build());
  }

  @Test
  void doesNotTakeAnotherGeneration() {
    SessionRecord seen = putWaiting("shop");
    put(session("shop").createdAt(NOW).waiting().build(), NOW);

    assertThat(store().take(seen, HOST)).isEmpty();

    assertThat(stored("shop").owner()).isEmpty();
  }

  @Test
  void doesNotTakeWhatIsNotWantedAsSeen() {
    SessionRecord seen = putWaiting("shop");
    put(session("shop").wanted(Wanted.STOPPED).build(), NOW);

    assertThat(store().take(seen, HOST)).isEmpty();

    assertThat(stored("shop").owner()).isEmpty();
  }

  @Test
  void doesNotMakeASessionByTakingIt() {
    assertThat(store().take(session("shop").waiting().build(), HOST)).isEmpty();

    assertThat(store().read(List.of(id("shop"))).known()).isEmpty();
  }

  @Test
  void letsOneOfTwoHostsTakeASession() throws Exception {
    SessionRecord seen = putWaiting("shop");
    CyclicBarrier together = new CyclicBarrier(2);
    List<Optional<Long>> tokens = new ArrayList<>();
    try (ExecutorService hosts = Executors.newFixedThreadPool(2)) {
      List<Callable<Optional<Long>>> takers =
          List.of(taker(seen, HOST, together), taker(seen, OTHER, together));
      for (Future<Optional<Long>> taken : hosts.invokeAll(takers)) {
        tokens.add(taken.get());
      }
    }

    assertThat(tokens).containsExactlyInAnyOrder(Optional.of(1L), Optional.empty());
    assertThat(stored("shop").token()).isEqualTo(1);
  }

  private Callable<Optional<Long>> taker(SessionRecord seen, String host, CyclicBarrier together) {
    return () -> {
      together.await();
      return store().take(seen, host);
    };
  }

  @Test
  void hasAReleasedSessionWaitWhileItIsToRun() {
    putOwned("shop", 7);
    put(session("before").waiting().build(), NOW.minusSeconds(1));
    put(session("after").waiting().build(), NOW.plusSeconds(1));

    store().release(lease("shop", HOST, 7), NOW);

    assertThat(stored("shop")).isEqualTo(session("shop").waiting().token(7).build());
    assertThat(store().waiting(8)).containsExactly(id("before"), id("shop"), id("after"));
    assertThat(store().ownedBy(HOST)).isEmpty();
  }

  @Test
  void hasALinkedSessionWaitThatIsToEnd() {
    put(session("shop").owner(HOST, 7).wanted(Wanted.ENDED).linked().build(), NOW);

    store().release(lease("shop", HOST, 7), NOW);

    assertThat(store().waiting(8)).containsExactly(id("shop"));
    assertThat(stored("shop").owner()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Wanted.class,
      names = {"STOPPED", "ENDED"})
  void hasAReleasedSessionWaitForNobodyWhenThereIsNothingToDo(Wanted wanted) {
    put(session("shop").owner(HOST, 7).wanted(wanted).build(), NOW);

    store().release(lease("shop", HOST, 7), NOW);

    assertThat(stored("shop")).isEqualTo(session("shop").token(7).wanted(wanted).build());
    assertThat(store().waiting(8)).isEmpty();
  }

  @Test
  void leavesAReleasedSessionParkedWhoseLastStateIsStored() {
    put(parking("shop").checkpoint(KEY).lastState(true).build(), NOW);

    store().release(lease("shop", HOST, 7), NOW);

    assertThat(stored("shop"))
        .isEqualTo(parking("shop").noOwner().checkpoint(KEY).lastState(true).build());
    assertThat(store().waiting(8)).isEmpty();
  }

  @Test
  void hasAReleasedSessionRunAgainThatIsToBeParkedAndWhoseLastStateIsNotStored() {
    put(parking("shop").checkpoint(KEY).build(), NOW);
    put(parking("left").build(), NOW);
    SessionRecord left = stored("left");

    store().release(lease("shop", HOST, 7), NOW);
    assertThat(store().releaseOf(left, NOW)).isTrue();

    assertThat(stored("shop").wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(stored("left").wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(store().waiting(8)).containsExactlyInAnyOrder(id("shop"), id("left"));
  }

  @Test
  void keepsASessionAwakeThatIsToBeParked() {
    put(parking("shop").build(), NOW);
    putOwned("running", 7);

    assertThat(store().keepAwake(lease("shop", HOST, 6), NOW)).isFalse();
    assertThat(store().keepAwake(lease("running", HOST, 7), NOW)).isFalse();
    assertThat(stored("shop").wanted()).isEqualTo(Wanted.PARKED);
    assertThat(store().keepAwake(lease("shop", HOST, 7), NOW)).isTrue();

    assertThat(stored("shop"))
        .isEqualTo(session("shop").owner(HOST, 7).linked().parksAfter(PARKS_AFTER).build());
  }

  private static SessionRecordBuilder parking(String name) {
    return session(name).owner(HOST, 7).linked().wanted(Wanted.PARKED).parksAfter(PARKS_AFTER);
  }

  @Test
  void releasesNothingUnderALostLease() {
    putOwned("shop", 7);

    store().release(lease("shop", HOST, 6), NOW);
    store().release(lease("shop", OTHER, 7), NOW);
    store().release(lease("gone", HOST, 7), NOW);

    assertThat(stored("shop")).isEqualTo(session("shop").owner(HOST, 7).build());
    assertThat(store().waiting(8)).isEmpty();
    assertThat(store().read(List.of(id("gone"))).known()).isEmpty();
  }

  @Test
  void letsADeadHostsSessionGo() {
    SessionRecord running = putOwned("running", 7);
    put(session("stopped").owner(HOST, 3).wanted(Wanted.STOPPED).build(), NOW);
    SessionRecord stopped = stored("stopped");

    assertThat(store().releaseOf(running, NOW)).isTrue();
    assertThat(store().releaseOf(stopped, NOW)).isTrue();

    assertThat(store().waiting(8)).containsExactly(id("running"));
    assertThat(stored("running").owner()).isEmpty();
    assertThat(stored("stopped").owner()).isEmpty();
    assertThat(stored("stopped").token()).isEqualTo(3);
  }

  @Test
  void doesNotLetGoWhatIsNotAsSeen() {
    SessionRecord seen = putOwned("shop", 7);

    put(session("shop").owner(OTHER, 8).build(), NOW);
    assertThat(store().releaseOf(seen, NOW)).isFalse();
    put(session("shop").owner(HOST, 8).build(), NOW);
    assertThat(store().releaseOf(seen, NOW)).isFalse();
    put(session("shop").owner(HOST, 7).wanted(Wanted.STOPPED).build(), NOW);
    assertThat(store().releaseOf(seen, NOW)).isFalse();
    put(session("shop").createdAt(NOW).owner(HOST, 7).build(), NOW);
    assertThat(store().releaseOf(seen, NOW)).isFalse();

    assertThat(stored("shop").owner()).contains(HOST);
  }

  @Test
  void changesWhatItsHolderSays() {
    putOwned("shop", 7);
    Lease lease = lease("shop", HOST, 7);

    assertThat(store().setCheckpoint(lease, KEY, false)).isTrue();
    assertThat(store().setLinked(lease, true, NOW)).isTrue();
    assertThat(stored("shop").checkpoint()).contains(KEY);
    assertThat(stored("shop").linked()).isTrue();

    assertThat(store().setLinked(lease, false, NOW)).isTrue();
    assertThat(stored("shop").linked()).isFalse();
    assertThat(stored("shop").checkpoint()).contains(KEY);
  }

  @Test
  void knowsTheLastStateOfAProfileUntilABrowserStarts() {
    putOwned("shop", 7);
    Lease lease = lease("shop", HOST, 7);
    assertThat(stored("shop").isLastState()).isFalse();
    assertThat(store().setCheckpoint(lease, KEY, true)).isTrue();
    assertThat(stored("shop").isLastState()).isTrue();
    assertThat(store().outdateCheckpoint(lease)).isTrue();
    assertThat(stored("shop").isLastState()).isFalse();
    assertThat(stored("shop").checkpoint()).contains(KEY);

    store().setCheckpoint(lease, KEY, true);
    store().setCheckpoint(lease, KEY + "-next", false);
    assertThat(stored("shop").isLastState()).isFalse();
  }

  /** Its host gave it up, made the next one, and then it arrived. */
  @Test
  void letsNoLateCheckpointTakeALaterOneBack() {
    putOwned("shop", 7);
    Lease lease = lease("shop", HOST, 7);
    assertThat(store().setCheckpoint(lease, KEY + "-next", true)).isTrue();

    assertThat(store().setCheckpoint(lease, KEY, false)).isFalse();

    assertThat(stored("shop").checkpoint()).contains(KEY + "-next");
    assertThat(stored("shop").isLastState()).isTrue();
  }

  @Test
  void changesNothingUnderALostLease() {
    putOwned("shop", 7);
    for (Lease lost :
        List.of(lease("shop", HOST, 6), lease("shop", OTHER, 7), lease("gone", HOST, 7))) {
      assertThat(store().setCheckpoint(lost, KEY, true)).isFalse();
      assertThat(store().outdateCheckpoint(lost)).isFalse();
      assertThat(store().setLinked(lost, true, NOW)).isFalse();
    }

    assertThat(stored("shop")).isEqualTo(session("shop").owner(HOST, 7).build());
    assertThat(store().read(List.of(id("gone"))).known()).isEmpty();
  }

  @Test
  void endsASessionInOneStep() {
    putCount(CUSTOMER, Environment.TEST, 3);
    putCount(CUSTOMER, Environment.LIVE, 2);
    SessionRecord seen = putEnding("shop");

    assertThat(store().end(seen, HOST, 7, false, NOW)).isTrue();

    assertThat(store().read(List.of(id("shop"))).known()).isEmpty();
    assertThat(store().ownedBy(HOST)).isEmpty();
    assertThat(count(CUSTOMER, Environment.TEST)).contains(2L);
    assertThat(count(CUSTOMER, Environment.LIVE)).contains(2L);
    assertThat(endings()).containsExactly(seen.generation());
  }

  @Test
  void endsTheSessionOfACustomerWhoIsGone() {
    SessionRecord seen = putEnding("shop");

    assertThat(store().end(seen, HOST, 7, false, NOW)).isTrue();

    assertThat(store().read(List.of(id("shop"))).known()).isEmpty();
    assertThat(endings()).containsExactly(seen.generation());
    assertThat(count(CUSTOMER, Environment.TEST)).isEmpty();
  }

  @Test
  void endsASessionOnce() {
    putCount(CUSTOMER, Environment.TEST, 3);
    SessionRecord seen = putEnding("shop");

    assertThat(store().end(seen, HOST, 7, false, NOW)).isTrue();
    assertThat(store().end(seen, HOST, 7, false, NOW)).isFalse();

    assertThat(count(CUSTOMER, Environment.TEST)).contains(2L);
  }

  @Test
  void endsNothingThatIsNotAsSeenOrNotToEnd() {
    putCount(CUSTOMER, Environment.TEST, 3);
    SessionRecord seen = putEnding("shop");

    assertThat(store().end(seen, OTHER, 7, false, NOW)).isFalse();
    assertThat(store().end(seen, HOST, 6, false, NOW)).isFalse();
    for (Wanted other : List.of(Wanted.RUNNING, Wanted.STOPPED)) {
      put(session("shop").owner(HOST, 7).wanted(other).build(), NOW);
      assertThat(store().end(seen, HOST, 7, false, NOW)).isFalse();
    }
    put(session("shop").createdAt(NOW).owner(HOST, 7).wanted(Wanted.ENDED).build(), NOW);
    assertThat(store().end(seen, HOST, 7, false, NOW)).isFalse();

    assertThat(store().read(List.of(id("shop"))).known()).hasSize(1);
    assertThat(count(CUSTOMER, Environment.TEST)).contains(3L);
    assertThat(endings()).isEmpty();
  }

  @Test
  void endsNothingForACustomerWhoIsGoneEither() {
    SessionRecord seen = putEnding("shop");

    assertThat(store().end(seen, HOST, 6, false, NOW)).isFalse();

    assertThat(store().read(List.of(id("shop"))).known()).hasSize(1);
    assertThat(endings()).isEmpty();
  }

  @Test
  void remembersThatADeviceMayStillBeLinkedThoughNothingElseIsLeft() {
    SessionRecord seen = putEnding("shop");
    SessionRecord other = putEnding("other");
    assertThat(store().end(seen, HOST, 7, true, NOW)).isTrue();
    assertThat(store().end(other, HOST, 7, false, NOW)).isTrue();

    store().forgetEnded(seen);
    store().forgetEnded(other);

    assertThat(endings()).isEmpty();
    assertThat(stillLinked()).containsExactly(seen.generation());
  }

  @Test
  void forgetsTheNoteOfAnEnd() {
    SessionRecord one = putEnding("one");
    SessionRecord two = putEnding("two");
    assertThat(store().end(one, HOST, 7, false, NOW)).isTrue();
    assertThat(store().end(two, HOST, 7, false, NOW)).isTrue();

    store().forgetEnded(one);
    store().forgetEnded(one);

    assertThat(endings()).containsExactly(two.generation());
  }

  @Test
  void readsEverySessionThatIsThere() {
    List<SessionId> ids = new ArrayList<>();
    for (int number = 0; number < 120; number++) { // more than one request can read
      put(session("shop" + number).owner(HOST, number + 1).build(), NOW);
      ids.add(id("shop" + number));
    }
    ids.add(id("gone"));
    ids.add(id("shop0"));

    assertThat(store().read(ids).known())
        .extracting(SessionRecord::token)
        .hasSize(120)
        .doesNotHaveDuplicates();
    assertThat(store().read(List.of()).known()).isEmpty();
    assertThat(store().ownedBy(HOST)).hasSize(120);
  }

  private SessionRecord putWaiting(String name) {
    put(session(name).waiting().build(), NOW);
    return stored(name);
  }

  SessionRecord putOwned(String name, long token) {
    put(session(name).owner(HOST, token).build(), NOW);
    return stored(name);
  }

  private SessionRecord putEnding(String name) {
    put(session(name).owner(HOST, 7).wanted(Wanted.ENDED).build(), NOW);
    return stored(name);
  }

  private SessionRecord stored(String name) {
    return store().read(List.of(id(name))).known().getFirst();
  }

  static SessionId id(String name) {
    return SessionId.of(CUSTOMER, new SessionName(name));
  }

  private static Lease lease(String name, String owner, long token) {
    return new Lease(id(name), owner, token, nanos -> true);
  }

  static SessionRecordBuilder session(String name) {
    return SessionRecordBuilder.session(
        new Generation(id(name), CREATED), CUSTOMER, new SessionName(name));
  }
}
