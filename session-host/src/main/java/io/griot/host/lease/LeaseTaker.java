package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.Optional;

/** Takes the leases of sessions that should run and that nobody runs. Thread-safe. */
public final class LeaseTaker {
  private final LeaseStore store;
  private final LeaseAges ages;
  private final String host;
  private final Duration leaseDuration;

  /**
   * @param host this host's id; no two running hosts have the same
   * @param leaseDuration how long a lease must stand still before another host may take it
   */
  public LeaseTaker(LeaseStore store, LeaseAges ages, String host, Duration leaseDuration) {
    this.store = store;
    this.ages = ages;
    this.host = host;
    this.leaseDuration = leaseDuration;
  }

  /** What became of trying to take a lease. */
  public sealed interface Result {
    /**
     * It is ours.
     *
     * @param before what the session was until then
     */
    record Taken(Lease lease, SessionRecord before) implements Result {}

    /**
     * Someone else has it, or was faster.
     *
     * @param tryAgainIn when it is worth trying again
     */
    record Held(Duration tryAgainIn) implements Result {}

    /** The session was terminated or stopped: it should not run. */
    record Gone() implements Result {}
  }

  /**
   * Takes the lease when it has no owner, when its owner is this host (of an earlier life), or when
   * it has stood still for the whole lease duration.
   */
  public Result take(SessionId session) {
    Optional<SessionRecord> seen = store.read(session);
    if (seen.map(SessionRecord::stopped).orElse(true)) {
      ages.forget(session);
      return new Result.Gone();
    }
    SessionRecord before = seen.get();
    Duration left = leaseDuration.minus(ageWhileHeld(before));
    if (left.isPositive()) {
      return new Result.Held(left);
    }
    Optional<Lease> lease = store.take(before, host);
    if (lease.isEmpty()) {
      // Another host was faster, or the owner came back to life: its beat counts anew.
      return new Result.Held(leaseDuration);
    }
    ages.forget(session);
    return new Result.Taken(lease.get(), before);
  }

  private Duration ageWhileHeld(SessionRecord seen) {
    boolean free = seen.owner().isEmpty() || seen.owner().get().equals(host);
    return free ? leaseDuration : ages.ageOf(seen);
  }
}
