package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.ParkSettings;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A stored session; see {@link io.griot.contract.SessionItem}. Its methods make changed copies for
 * the API and the supervisor; {@link SessionStore#change} stores them.
 *
 * @param wanted the state that the API or the supervisor last asked for
 * @param wantedAt when that last changed
 * @param restarts the number of restarts asked for
 * @param stopReason why it was stopped, when its customer did not ask for it
 * @param codeAskedAt when a caller last asked for the QR or pairing code
 * @param owner the host that has it
 * @param token the fencing token
 * @param waitingSince since when it waits for a host; empty when it does not
 * @param linkedAt when its account was linked; empty while no phone is linked
 * @param startAgainAt when it was started again while it was to end; empty when it was not
 * @param suspended whether its host is to begin nothing that changes something, because its
 *     customer's subscription is suspended
 * @param parking when it is parked, and when it wakes
 */
public record Session(
    Generation generation,
    CustomerId customer,
    SessionName name,
    Environment environment,
    Wanted wanted,
    Instant wantedAt,
    long restarts,
    Optional<StopReason> stopReason,
    Optional<Instant> codeAskedAt,
    Optional<String> owner,
    long token,
    Optional<Instant> waitingSince,
    Optional<Instant> linkedAt,
    Optional<Instant> startAgainAt,
    boolean suspended,
    Parking parking) {

  /** A new session, which waits for a host. */
  public static Session started(
      CustomerId customer, SessionName name, Environment environment, Instant now) {
    Generation generation = new Generation(SessionId.of(customer, name), now);
    return new Session(
        generation,
        customer,
        name,
        environment,
        Wanted.RUNNING,
        generation.createdAt(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.of(generation.createdAt()),
        Optional.empty(),
        Optional.empty(),
        false,
        Parking.NONE);
  }

  /** The session that is started in place of this one, with a later creation time. */
  public Session nextGeneration(Instant now) {
    Instant after = generation.createdAt().plusMillis(1);
    return started(customer, name, environment, now.isAfter(after) ? now : after)
        .parking(parking.settings(), parking.isOwn(), now);
  }

  public SessionId id() {
    return generation.session();
  }

  public boolean linked() {
    return linkedAt.isPresent();
  }

  /**
   * Whether a host has work to do for it. This includes a session that is to end, because its
   * device has to be logged out.
   */
  public boolean wantsHost() {
    return wantsHost(wanted);
  }

  private boolean wantsHost(Wanted what) {
    return switch (what) {
      case RUNNING -> true;
      case PARKED -> !parking.isAtRest();
      case STOPPED -> false;
      case ENDED -> linked();
    };
  }

  /** Whether it is parked, or about to be. */
  public boolean isParked() {
    return wanted == Wanted.PARKED;
  }

  /**
   * Whether it can be removed without a host: it is to end, no host has it, and no phone is linked.
   */
  public boolean endsWithoutHost() {
    return wanted == Wanted.ENDED && owner.isEmpty() && !linked();
  }

  /**
   * The last time at which somebody wanted to link it: by a start, or by a request for its code.
   */
  public Instant lastAskedFor() {
    return Stream.of(Optional.of(generation.createdAt()), Optional.of(wantedAt), codeAskedAt)
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  /** A copy that is wanted to run and is not suspended. */
  public Session running(Instant now) {
    Copy copy = wanting(Wanted.RUNNING, now, Optional.empty());
    copy.suspended = false;
    return copy.made();
  }

  /** A copy that is wanted to be stopped; the reason is empty when its customer asked for it. */
  public Session stopped(Instant now, Optional<StopReason> reason) {
    return wanting(Wanted.STOPPED, now, reason).made();
  }

  /** A copy that is wanted to run in a new browser. */
  public Session restarting(Instant now) {
    Copy copy = wanting(Wanted.RUNNING, now, Optional.empty());
    copy.restarts = restarts + 1;
    return copy.made();
  }

  /** A copy that is wanted to end. */
  public Session ending(Instant now) {
    return wanting(Wanted.ENDED, now, Optional.empty()).made();
  }

  /**
   * The same session, wanted to sleep.
   *
   * @param wakeAt when it wakes by itself
   */
  public Session parked(Instant now, Instant wakeAt) {
    Copy copy = wanting(Wanted.PARKED, now, Optional.empty());
    copy.parking = parking.asleep(millis(wakeAt));
    return copy.made();
  }

  /**
   * The same session, wanted to run again after it was parked.
   *
   * @param bySchedule whether nobody asked for it
   */
  public Session woken(Instant now, boolean bySchedule) {
    Copy copy = wanting(Wanted.RUNNING, now, Optional.empty());
    copy.parking = parking.awake(bySchedule);
    return copy.made();
  }

  /** The same session, parked as these say; one that is parked and is to be so no more wakes. */
  public Session parking(Optional<ParkSettings> settings, boolean isOwn, Instant now) {
    Copy copy =
        isParked() && settings.isEmpty() ? wanting(Wanted.RUNNING, now, stopReason) : new Copy();
    copy.parking = copy.parking.set(settings, isOwn);
    return copy.made();
  }

  /**
   * The same session, without a host; it waits for one from now on if it wants one. One whose
   * parking did not come to its end runs again.
   */
  public Session released(Instant now) {
    Copy copy = isParked() && wantsHost() ? wanting(Wanted.RUNNING, now, stopReason) : new Copy();
    copy.owner = Optional.empty();
    copy.waitFrom(now);
    return copy.made();
  }

  /** A copy whose code was asked for now. */
  public Session codeAsked(Instant now) {
    Copy copy = new Copy();
    copy.codeAskedAt = Optional.of(millis(now));
    return copy.made();
  }

  /** A copy whose next generation is to be made when it has ended. */
  public Session startingAgain(Instant now) {
    Copy copy = new Copy();
    copy.startAgainAt = Optional.of(millis(now));
    return copy.made();
  }

  /** A copy that is suspended or not. */
  public Session suspended(boolean is) {
    Copy copy = new Copy();
    copy.suspended = is;
    return copy.made();
  }

  /**
   * A copy with another wanted state, which replaces an earlier wish to start again. It waits for a
   * host when it wants one and has none: since the time that is stored, or since now.
   */
  private Copy wanting(Wanted what, Instant now, Optional<StopReason> reason) {
    Copy copy = new Copy();
    copy.wanted = what;
    copy.wantedAt = millis(now);
    copy.stopReason = reason;
    copy.parking = parking.awake(false);
    copy.startAgainAt = copy.wantedAt.equals(wantedAt) ? startAgainAt : Optional.empty();
    copy.waitFrom(waitingSince.orElse(copy.wantedAt));
    return copy;
  }

  /** A mutable copy of this session. For one thread. */
  private final class Copy {
    Wanted wanted = Session.this.wanted;
    Instant wantedAt = Session.this.wantedAt;
    long restarts = Session.this.restarts;
    Optional<StopReason> stopReason = Session.this.stopReason;
    Optional<Instant> codeAskedAt = Session.this.codeAskedAt;
    Optional<String> owner = Session.this.owner;
    Optional<Instant> waitingSince = Session.this.waitingSince;
    Optional<Instant> startAgainAt = Session.this.startAgainAt;
    boolean suspended = Session.this.suspended;
    Parking parking = Session.this.parking;

    /** Sets the time since which it waits; only a session that wants a host and has none waits. */
    void waitFrom(Instant since) {
      waitingSince =
          owner.isEmpty() && wantsHost(wanted) ? Optional.of(millis(since)) : Optional.empty();
    }

    Session made() {
      return new Session(
          generation,
          customer,
          name,
          environment,
          wanted,
          wantedAt,
          restarts,
          stopReason,
          codeAskedAt,
          owner,
          token,
          waitingSince,
          linkedAt,
          startAgainAt,
          suspended,
          parking);
    }
  }

  /** Cuts a time to milliseconds, as it is stored, so that a copy equals what is read again. */
  private static Instant millis(Instant time) {
    return Instant.ofEpochMilli(time.toEpochMilli());
  }
}
