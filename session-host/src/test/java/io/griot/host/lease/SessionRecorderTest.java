package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class SessionRecorderTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final String HOST = "host-1";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestTime time = new TestTime();
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final FakeObservationStore observations = new FakeObservationStore();
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final AtomicBoolean held = new AtomicBoolean(true);
  private final SessionRecord session = FakeLeaseStore.waiting(SESSION);
  private final Lease lease = new Lease(SESSION, HOST, 1, nanos -> held.get());
  private final SessionRecorder recorder =
      new SessionRecorder(
          leases,
          observations,
          lease,
          session.generation(),
          false,
          time,
          time,
          () -> ends.add("lost"),
          failure -> ends.add("failed: " + failure.getMessage()));

  SessionRecorderTest() {
    leases.put(session, time.instant());
    assertThat(leases.take(session, HOST)).contains(1L);
  }

  @AfterEach
  void stop() throws InterruptedException {
    recorder.stop(PATIENCE);
  }

  @Test
  void storesWhatIsSeenAtItsStartThoughItIsNothing() throws InterruptedException {
    recorder.start();

    assertThat(nextWritten()).isEqualTo(Observation.NONE);
  }

  @Test
  void storesNewsAtOnce() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);

    recorder.see(qr("2@one"), false);
    assertThat(nextWritten()).isEqualTo(qr("2@one"));
    recorder.see(qr("2@two"), false);
    assertThat(nextWritten()).isEqualTo(qr("2@two"));
  }

  @Test
  void storesNothingForATimeAlone() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);

    recorder.see(heard(Observation.NONE, time.instant()), false);
    recorder.stop(PATIENCE);

    assertThat(observations.written).isEmpty();
    assertThat(recorder.current().lastEventAt()).contains(time.instant());
  }

  @Test
  void storesThatAPhoneIsLinkedBeforeItSaysThatItIsConnected() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);
    AtomicBoolean linkedBefore = new AtomicBoolean();
    observations.before(() -> linkedBefore.set(leases.find(SESSION).orElseThrow().linked()));

    recorder.see(connected(), true);

    assertThat(nextWritten()).isEqualTo(connected());
    assertThat(linkedBefore).isTrue();
    assertThat(recorder.isLinked()).isTrue();
  }

  @Test
  void storesThatNoPhoneIsLinkedAnyMore() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);
    recorder.see(connected(), true);
    assertThat(nextWritten()).isEqualTo(connected());

    recorder.see(connected(), false);
    recorder.stop(PATIENCE);

    assertThat(leases.find(SESSION).orElseThrow().linked()).isFalse();
  }

  @Test
  void triesAgainAfterAnAwsErrorAndStoresWhatIsSeenByThen() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    observations.before(() -> {
      if (failed.getCount() > 0) {
        failed.countDown();
        throw SdkClientException.create("slow down");
      }
    });

    recorder.start();
    assertThat(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    recorder.see(qr("2@one"), false);

    assertThat(nextWritten()).isEqualTo(qr("2@one"));
    assertThat(ends).isEmpty();
  }

  @Test
  void triesAgainWhenItCannotStoreThatAPhoneIsLinked() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);
    leases.setDown(true);
    recorder.see(connected(), true);
    leases.setDown(false);

    assertThat(nextWritten()).isEqualTo(connected());
    assertThat(leases.find(SESSION).orElseThrow().linked()).isTrue();
  }

  @Test
  void saysOnceThatTheLeaseIsLostWhenANewerOneHasWritten() throws InterruptedException {
    Lease newer = new Lease(SESSION, "host-2", 2, nanos -> true);
    assertThat(observations.write(newer, session.generation(), 1, qr("2@theirs"))).isTrue();

    recorder.start();

    assertThat(nextEnd()).isEqualTo("lost");
    recorder.see(qr("2@ours"), false);
    recorder.stop(PATIENCE);
    assertThat(ends).isEmpty();
    assertThat(observations.read(session.generation())).contains(qr("2@theirs"));
  }

  @Test
  void saysNothingOfALinkUnderALostLease() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);
    leases.steal(SESSION, "host-2");

    recorder.see(connected(), true);

    assertThat(nextEnd()).isEqualTo("lost");
    assertThat(leases.find(SESSION).orElseThrow().linked()).isFalse();
    assertThat(observations.written).isEmpty();
  }

  @Test
  void writesNothingWhenTheHeartbeatDoesNotHold() throws InterruptedException {
    held.set(false);

    recorder.start();

    assertThat(nextEnd()).isEqualTo("lost");
    assertThat(observations.written).isEmpty();
  }

  @Test
  void storesTheLastStateWhenItIsStopped() throws InterruptedException {
    recorder.start();
    assertThat(nextWritten()).isEqualTo(Observation.NONE);
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    observations.before(() -> {
      writing.countDown();
      awaitUnlessInterrupted(goOn);
    });
    recorder.see(qr("2@one"), false);
    assertThat(writing.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    recorder.see(qr("2@last"), false); // while the first one is being written
    goOn.countDown();
    recorder.stop(PATIENCE);

    assertThat(observations.read(session.generation())).contains(qr("2@last"));
  }

  @Test
  void triesOnceMoreWhenItIsStoppedWhileItWaitsForTheNextTry() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    observations.before(() -> {
      if (tries.incrementAndGet() == 1) {
        failed.countDown();
        throw SdkClientException.create("slow down");
      }
    });
    recorder.start();
    assertThat(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    recorder.see(qr("2@last"), false);

    recorder.stop(PATIENCE);

    assertThat(observations.read(session.generation())).contains(qr("2@last"));
  }

  @Test
  void triesNoMoreThanOnceAfterItWasStopped() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    CountDownLatch failed = new CountDownLatch(1);
    observations.before(() -> {
      tries.incrementAndGet();
      failed.countDown();
      throw SdkClientException.create("slow down");
    });
    recorder.start();
    assertThat(failed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    int before = tries.get();
    recorder.stop(PATIENCE);

    assertThat(tries.get() - before).isBetween(1, 2); // the running attempt and the last one
  }

  @Test
  void doesNotWaitLongerForAStoreThatHangsThanItIsGiven() throws InterruptedException {
    CountDownLatch hanging = new CountDownLatch(1);
    observations.before(() -> {
      hanging.countDown();
      awaitUnlessInterrupted(new CountDownLatch(1));
    });
    recorder.start();
    assertThat(hanging.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

    recorder.stop(Duration.ofMillis(1)); // would not return otherwise

    assertThat(ends).isEmpty();
    assertThat(observations.written).isEmpty();
  }

  @Test
  void failsTheSessionWhenAStepThrows() throws InterruptedException {
    observations.before(() -> {
      throw new IllegalStateException("a bug");
    });

    recorder.start();

    assertThat(nextEnd()).isEqualTo("failed: a bug");
    assertThat(ends).isEmpty();
  }

  private @Nullable Observation nextWritten() throws InterruptedException {
    return observations.written.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private @Nullable String nextEnd() throws InterruptedException {
    return ends.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Waits like an AWS client: an interrupt ends the request. */
  private static void awaitUnlessInterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SdkClientException.create("interrupted", e);
    }
  }

  private static Observation connected() {
    return new Observation(
        0,
        Optional.of(SocketState.CONNECTED),
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        false);
  }

  private static Observation qr(String text) {
    return new Observation(
        0,
        Optional.of(SocketState.UNPAIRED),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.of(text),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        false);
  }

  private static Observation heard(Observation it, Instant at) {
    return new Observation(
        it.restarted(),
        it.state(),
        it.usable(),
        it.downSince(),
        Optional.of(at),
        it.qr(),
        it.problem(),
        it.unavailable(),
        it.limits(),
        it.catchingUp());
  }
}
