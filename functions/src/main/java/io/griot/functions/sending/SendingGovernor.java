package io.griot.functions.sending;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Pace;
import io.griot.contract.Restriction;
import io.griot.contract.SendingItem;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.command.Held;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.session.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Assigns each send of a session its turn, and collects warnings. A turn is one conditional write;
 * two if this process's view of the session is outdated. Thread-safe.
 *
 * <p>The turn of a send that is then not accepted is lost: the next send waits at most one interval
 * longer.
 */
public final class SendingGovernor {
  /** The number of tries. Settings, pace and day may each change once during a send's request. */
  private static final int TRIES = 8;

  /** The time after which a person counts as new again. */
  private static final Duration REMEMBERED = Duration.ofDays(365);

  private static final int MAX_SEEN = 10_000;
  private static final Duration SEEN = Duration.ofMinutes(10);

  private final SendingStore sendings;
  private final Pace standard;
  private final InstantSource clock;

  /** The last known states of sessions; the conditional write decides. */
  private final BoundedCache<String, SendingState> seen;

  /**
   * @param standard the pace if neither plan nor session sets one
   */
  public SendingGovernor(SendingStore sendings, Pace standard, InstantSource clock) {
    this.sendings = sendings;
    this.standard = standard;
    this.clock = clock;
    this.seen = new BoundedCache<>(MAX_SEEN, SEEN, clock);
  }

  /**
   * A send that may be accepted.
   *
   * @param turn empty when the session has no pace and no restriction stops it
   */
  public record Admission(Optional<Command.Turn> turn, List<Warning> warnings) {
    /** The admission of a request that sends nothing. */
    public static final Admission FREE = new Admission(Optional.empty(), List.of());
  }

  /** The pace of a session without its own setting. */
  public Pace pace(SendingPlan plan) {
    return plan.over(standard);
  }

  /** A session's own settings. */
  public SendingSettings settings(Session session) {
    return state(session).settings();
  }

  /**
   * Replaces a session's settings. A new pace applies from now on: sends that wait by the old pace
   * keep their turns, and later sends do not wait behind them. The new burst counts as used, so
   * that frequent changes of settings let no more sends through. WhatsApp's own restrictions stay.
   */
  public SendingSettings set(Session session, SendingPlan plan, SendingSettings settings) {
    Pace before = settings(session).pace(pace(plan));
    Pace after = settings.pace(pace(plan));
    Optional<Instant> furthest =
        before.equals(after)
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(clock.millis()).plus(after.tolerance()));
    return sendings.set(scope(session), settings, furthest).settings();
  }

  private static String scope(Session session) {
    return SendingItem.ofSession(session.id(), session.environment());
  }

  /**
   * Assigns a request its turn, if it is a send.
   *
   * @param startWithin the time within which it must start
   * @param stoppedUntil the end of the restriction that stops it; see {@link #stoppedUntil}
   * @throws ApiFailure {@code TOO_MANY_REQUESTS} when its turn would come later; {@code OVERLOADED}
   */
  public Admission admit(
      Session session,
      SendingPlan plan,
      Operation operation,
      ObjectNode fields,
      Duration startWithin,
      Optional<Instant> stoppedUntil) {
    return operation
        .recipientField(fields)
        .map(to -> {
          stoppedUntil.ifPresent(end -> refuseStopped(end, startWithin));
          return admit(session, plan, fields.path(to), startWithin, stoppedUntil);
        })
        .orElse(Admission.FREE);
  }

  /**
   * The end of the restriction of the account that stops a request; empty when none does, its end
   * is unknown, or the request sends nothing. Reads the settings only if there is a restriction.
   */
  public Optional<Instant> stoppedUntil(
      Session session, SendingPlan plan, Operation operation, Optional<Restriction> restriction) {
    return restriction
        .filter(it -> operation.writes())
        .flatMap(it -> it.until(state(session).settings().stops(plan)));
  }

  /** The hold of a send if it came now; empty when it would be sent. Takes no turn. */
  public Optional<Held> wouldHold(
      Session session, SendingPlan plan, Optional<Restriction> restriction) {
    SendingState state = state(session);
    Pace pace = state.settings().pace(pace(plan));
    Instant now = Instant.ofEpochMilli(clock.millis());
    Instant release = pace.limits() ? pace.release(state.nextAt(), now) : now;
    boolean stops = state.settings().stops(plan);
    Command.Turn turn =
        new Command.Turn(release, pace, stops, restriction.flatMap(it -> it.until(stops)));
    return Optional.of(new Held(turn.heldUntil(), turn.because()))
        .filter(held -> held.until().isAfter(now));
  }

  private SendingState state(Session session) {
    return sendings.find(scope(session)).orElse(SendingState.NONE);
  }

  private void refuseStopped(Instant end, Duration startWithin) {
    Instant latest = clock.instant().plus(startWithin);
    if (end.isAfter(latest)) {
      throw new ApiFailure(
          FailureCode.TOO_MANY_REQUESTS,
          FailureCode.TOO_MANY_REQUESTS.text()
              + ": WhatsApp restricts the account until after its last moment to start",
          Duration.between(latest, end));
    }
  }

  private Admission admit(
      Session session,
      SendingPlan plan,
      JsonNode to,
      Duration startWithin,
      Optional<Instant> stoppedUntil) {
    Pace pace = pace(plan);
    String scope = scope(session);
    Instant now = Instant.ofEpochMilli(clock.millis());
    SendingState state = seen.get(scope).orElse(SendingState.NONE);
    Optional<Boolean> first = Optional.empty();
    for (int tries = 0; tries < TRIES; tries++) {
      if (first.isEmpty() && state.settings().newPeoplePerDay().isPresent()) {
        first = Optional.of(isFirst(session, to.asText(), now));
      }
      SendingStore.Send send = send(state, pace, now, startWithin, first.orElse(false));
      switch (sendings.take(scope, state, send)) {
        case SendingStore.Taking.Taken(SendingState counted) -> {
          seen.put(scope, counted);
          boolean stops = counted.settings().stops(plan);
          return admission(counted, send, session.linkedAt(), stops, stoppedUntil);
        }
        case SendingStore.Taking.Differs(SendingState stored) -> {
          refuseTooLate(stored, send(stored, pace, now, startWithin, false));
          state = stored;
        }
      }
    }
    throw new ApiFailure(FailureCode.OVERLOADED);
  }

  private static SendingStore.Send send(
      SendingState state, Pace plan, Instant now, Duration startWithin, boolean first) {
    LocalDate today = now.atZone(state.settings().zone()).toLocalDate();
    return new SendingStore.Send(
        state.settings().pace(plan), now, today, now.plus(startWithin), first);
  }

  private static void refuseTooLate(SendingState stored, SendingStore.Send send) {
    if (send.isTooLate(stored)) {
      Instant release = send.pace().release(stored.nextAt(), send.at());
      throw new ApiFailure(
          FailureCode.TOO_MANY_REQUESTS,
          FailureCode.TOO_MANY_REQUESTS.text()
              + ": by the session's pace, its turn would come after its last moment to start",
          Duration.between(send.latest(), release));
    }
  }

  private static Admission admission(
      SendingState counted,
      SendingStore.Send send,
      Optional<Instant> linkedAt,
      boolean stops,
      Optional<Instant> stoppedUntil) {
    Pace pace = send.pace();
    Instant goesAt = pace.limits() ? pace.released(counted.nextAt(), send.at()) : send.at();
    return new Admission(
        pace.limits() || stops || stoppedUntil.isPresent()
            ? Optional.of(new Command.Turn(goesAt, pace, stops, stoppedUntil))
            : Optional.empty(),
        Warning.of(counted, goesAt, send.first(), linkedAt));
  }

  /** Whether the send is the first to a person. Groups, channels and the status do not count. */
  private boolean isFirst(Session session, String to, Instant now) {
    return to.matches(".+@(c\\.us|lid)")
        && sendings.isFirst(
            SendingItem.ofPerson(session.id(), session.environment(), to),
            now,
            now.plus(REMEMBERED));
  }
}
