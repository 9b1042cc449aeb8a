package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class HeartbeatTest {
  private static final String HOST = "host-1";
  private static final LeaseTiming TIMING =
      new LeaseTiming(Duration.ofSeconds(15), Duration.ofSeconds(4));
  private static final long PATIENCE_SECONDS = 60;

  private final TestTime time = new TestTime();
  private final FakeHostStore store = new FakeHostStore();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final List<Long> renewals = new CopyOnWriteArrayList<>();
  private final Heartbeat heartbeat =
      new Heartbeat(store, HOST, this::beat, TIMING, time, new RecordedRenewals(), failures::add);

  @AfterEach
  void stop() throws InterruptedException {
    store.setDown(false);
    heartbeat.stop(true);
  }

  @Test
  void holdsForFiveSixthsOfItsDurationAfterARenewal() {
    heartbeat.start();
    Heartbeat.Term term = heartbeat.term();

    assertThat(heldAfter(term, Duration.ZERO)).isTrue();
    assertThat(heldAfter(term, Duration.ofMillis(12_499))).isTrue();
    assertThat(heldAfter(term, Duration.ofMillis(12_500))).isFalse();
  }

  @Test
  void countsARenewalFromBeforeItWasSent() throws InterruptedException {
    heartbeat.start();
    store.during(() -> time.pass(Duration.ofSeconds(5)));

    renew();

    assertThat(heldAfter(heartbeat.term(), Duration.ofMillis(7_499))).isTrue();
    assertThat(heldAfter(heartbeat.term(), Duration.ofMillis(7_500))).isFalse();
    assertThat(renewals).hasSize(2); // the watchdog's times, too, are from before the request
    assertThat(renewals.get(1)).isEqualTo(renewals.get(0));
  }

  @Test
  void keepsItsTermAsLongAsItIsRenewedInTime() throws InterruptedException {
    heartbeat.start();
    Heartbeat.Term term = heartbeat.term();

    for (int i = 0; i < 5; i++) {
      time.pass(Duration.ofSeconds(10));
      renew();
    }

    assertThat(heartbeat.term()).isSameAs(term);
    assertThat(heldAfter(term, Duration.ZERO)).isTrue();
  }

  @Test
  void losesAllLeasesOfATermThatHadAGapThoughItBeatsAgain() throws InterruptedException {
    heartbeat.start();
    Heartbeat.Term term = heartbeat.term();
    Lease lease = new Lease(new SessionId("a".repeat(26)), HOST, 7, term);
    time.pass(Duration.ofSeconds(13));

    renew();

    assertThat(lease.isHeldAt(time.getAsLong())).isFalse();
    assertThat(heartbeat.term()).isNotSameAs(term);
    assertThat(heldAfter(heartbeat.term(), Duration.ZERO)).isTrue();
  }

  @Test
  void goesOnTryingWhenDynamoDbFailsAndHoldsNoLongerForIt() throws InterruptedException {
    heartbeat.start();
    Heartbeat.Term term = heartbeat.term();
    store.setDown(true);
    time.pass(Duration.ofSeconds(8));
    renew();

    assertThat(heldAfter(term, Duration.ofMillis(4_499))).isTrue();
    assertThat(heldAfter(term, Duration.ofMillis(4_500))).isFalse();

    store.setDown(false);
    store.tried.drainPermits();
    assertThat(store.tried.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).isEmpty();
  }

  @Test
  void endsTheProcessWhenTheHostWasGivenUp() throws InterruptedException {
    heartbeat.start();
    Heartbeat.Term term = heartbeat.term();
    store.remove(HOST);

    heartbeat.hurry();

    assertThat(failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(Heartbeat.GivenUpException.class);
    assertThat(heldAfter(term, Duration.ZERO)).isFalse();
  }

  @Test
  void endsTheProcessWhenAStepThrowsSomethingElse() throws InterruptedException {
    heartbeat.start();
    store.during(() -> {
      throw new IllegalStateException("a bug");
    });

    heartbeat.hurry();

    assertThat(failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void doesNotStartWhenItsFirstBeatCannotBeStored() {
    store.setDown(true);

    assertThatThrownBy(heartbeat::start).isInstanceOf(SdkClientException.class);
    assertThat(heldAfter(heartbeat.term(), Duration.ZERO)).isFalse();
  }

  @Test
  void removesTheHostAtItsEnd() throws InterruptedException {
    heartbeat.start();

    heartbeat.stop(true);

    assertThat(store.all()).isEmpty();
  }

  @Test
  void leavesTheHostToAgeWhenItStillHasSomething() throws InterruptedException {
    heartbeat.start();

    heartbeat.stop(false);

    assertThat(store.all()).hasSize(1);
  }

  private void renew() throws InterruptedException {
    store.tried.drainPermits();
    long told = renewals.size();
    heartbeat.hurry();
    assertThat(store.tried.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    await().atMost(Duration.ofMinutes(1)).until(() -> renewals.size() > told || failuresOrDown());
  }

  private boolean failuresOrDown() {
    try {
      return store.all().isEmpty();
    } catch (SdkClientException e) {
      return true;
    }
  }

  private boolean heldAfter(Heartbeat.Term term, Duration more) {
    return term.test(time.getAsLong() + more.toNanos());
  }

  private HostBeat beat() {
    return new HostBeat(
        TIMING.duration(),
        time.instant(),
        time.instant(),
        10,
        0,
        false,
        Map.of(),
        Set.of(),
        Optional.empty());
  }

  private final class RecordedRenewals implements Heartbeat.Renewals {
    @Override
    public long now() {
      return time.instant().toEpochMilli();
    }

    @Override
    public void renewed(long at) {
      renewals.add(at);
    }
  }
}
