package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LeaseKeeperTest {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final LeaseTiming TIMING =
      new LeaseTiming(Duration.ofHours(3), Duration.ofHours(1));

  private final FakeLeaseStore store = new FakeLeaseStore();
  private final EvidenceBoard board = new EvidenceBoard();
  private final AtomicLong nanos = new AtomicLong();
  private final CountDownLatch renewed = new CountDownLatch(1);
  private final CountDownLatch lost = new CountDownLatch(1);
  private final Lease lease;
  private final LeaseKeeper keeper;

  LeaseKeeperTest() {
    store.put(FakeLeaseStore.unowned(SESSION));
    lease = store.take(FakeLeaseStore.unowned(SESSION), "a").orElseThrow();
    keeper =
        new LeaseKeeper(
            store, lease, board, TIMING, nanos::get, 0, renewed::countDown, lost::countDown);
  }

  @AfterEach
  void stop() throws InterruptedException {
    keeper.stop();
  }

  private Evidence nextWritten() throws InterruptedException {
    Evidence evidence = store.written.poll(10, TimeUnit.SECONDS);
    assertThat(evidence).isNotNull();
    return evidence == null ? Evidence.NONE : evidence;
  }

  @Test
  void writesNewsAtOnceAndNotOnlyWhenTheRenewalIsDue() throws Exception {
    keeper.start();
    assertThat(nextWritten()).isEqualTo(Evidence.NONE);
    assertThat(renewed.await(10, TimeUnit.SECONDS)).isTrue();
    board.update(seen -> seen.withQr(Optional.of("1,2,3,4,5")));
    assertThat(nextWritten().qr()).contains("1,2,3,4,5");
  }

  @Test
  void storesWhatSomebodyWaitsForAlsoWhenItIsNoNews() throws Exception {
    keeper.start();
    nextWritten();
    board.update(Evidence::withoutPage);
    assertThat(board.awaitWritten(Duration.ofSeconds(10))).isTrue();
    assertThat(nextWritten().usable()).isFalse();
  }

  @Test
  void saysThatWhatIsAwaitedWasNotStored() throws Exception {
    store.isDown = true;
    keeper.start();
    board.update(Evidence::withoutPage);
    assertThat(board.awaitWritten(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void saysOnceThatTheLeaseWasTaken() throws Exception {
    keeper.start();
    nextWritten();
    store.take(store.read(SESSION).orElseThrow(), "b");
    board.update(seen -> seen.withProblem(Optional.of(Problem.BROWSER_HUNG)));
    assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(store.written).isEmpty();
  }

  @Test
  void givesUpBeforeAnotherHostMayTakeWhatItCannotRenew() throws Exception {
    store.isDown = true;
    nanos.set(TIMING.holdable().toNanos());
    keeper.start();
    assertThat(lost.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(TIMING.holdable()).isLessThan(TIMING.duration());
  }

  @Test
  void keepsTryingWhileThereIsTime() throws Exception {
    store.isDown = true;
    board.update(seen -> seen.withQr(Optional.of("late")));
    keeper.start();
    assertThat(store.refused.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    store.isDown = false;
    Evidence written = nextWritten();
    assertThat(written.qr()).contains("late");
    assertThat(lost.getCount()).isEqualTo(1);
  }
}
