package io.griot.host.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.lease.LeaseTaker.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LeaseTakerTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  private final FakeLeaseStore store = new FakeLeaseStore();
  private final AtomicLong nanos = new AtomicLong();
  private final LeaseTaker a = taker("a");
  private final LeaseTaker b = taker("b");

  private LeaseTaker taker(String host) {
    return new LeaseTaker(store, new LeaseAges(nanos::get), host, LEASE);
  }

  private Lease taken(LeaseTaker taker) {
    Result result = taker.take(SESSION);
    assertThat(result).isInstanceOf(Result.Taken.class);
    return ((Result.Taken) result).lease();
  }

  @Test
  void takesWhatNobodyOwns() {
    store.put(FakeLeaseStore.unowned(SESSION));
    assertThat(taken(a)).isEqualTo(new Lease(SESSION, "a", 1));
  }

  @Test
  void saysThatATerminatedSessionIsGone() {
    assertThat(a.take(SESSION)).isEqualTo(new Result.Gone());
  }

  @Test
  void takesItsOwnLeaseOfAnEarlierLifeAtOnceUnderANewToken() {
    store.put(FakeLeaseStore.unowned(SESSION));
    taken(a);
    assertThat(taken(a).token()).isEqualTo(2);
  }

  @Test
  void doesNotTakeAnothersLeaseBeforeItSawItStandStillForTheWholeDuration() {
    store.put(FakeLeaseStore.unowned(SESSION));
    taken(a);
    assertThat(b.take(SESSION)).isEqualTo(new Result.Held(LEASE));
    nanos.addAndGet(LEASE.minusSeconds(1).toNanos());
    assertThat(b.take(SESSION)).isEqualTo(new Result.Held(Duration.ofSeconds(1)));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(taken(b)).isEqualTo(new Lease(SESSION, "b", 2));
  }

  @Test
  void countsAnewWhenTheOwnerRenewed() {
    store.put(FakeLeaseStore.unowned(SESSION));
    Lease lease = taken(a);
    b.take(SESSION);
    nanos.addAndGet(LEASE.minusSeconds(1).toNanos());
    assertThat(store.renew(lease, Evidence.NONE)).isTrue();
    assertThat(b.take(SESSION)).isEqualTo(new Result.Held(LEASE));
    nanos.addAndGet(Duration.ofSeconds(29).toNanos());
    assertThat(b.take(SESSION)).isEqualTo(new Result.Held(Duration.ofSeconds(1)));
  }

  @Test
  void countsAnewWhenTheSessionWasTerminatedAndStartedAgain() {
    store.put(FakeLeaseStore.unowned(SESSION));
    taken(a);
    b.take(SESSION);
    nanos.addAndGet(LEASE.toNanos());
    store.put(FakeLeaseStore.unowned(new Generation(SESSION, Instant.EPOCH.plusMillis(1))));
    assertThat(taken(a).token()).isEqualTo(1);
    assertThat(b.take(SESSION)).isEqualTo(new Result.Held(LEASE));
  }

  @Test
  void fencesTheFormerOwnerOff() {
    store.put(FakeLeaseStore.unowned(SESSION));
    Lease former = taken(a);
    b.take(SESSION);
    nanos.addAndGet(LEASE.toNanos());
    Lease newer = taken(b);
    assertThat(store.renew(former, Evidence.NONE)).isFalse();
    assertThat(store.setCheckpoint(former, "profiles/x/1-1")).isFalse();
    store.release(former);
    assertThat(store.renew(newer, Evidence.NONE)).isTrue();
  }
}
