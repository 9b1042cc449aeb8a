package io.griot.functions.api;

import io.griot.contract.FailureCode;
import io.griot.functions.access.Caller;
import io.griot.functions.command.WaitingPlaces;
import io.griot.functions.customers.Account;
import io.griot.functions.customers.PlanStore;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.session.CodeRequests;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionAnswers;
import io.griot.functions.session.SessionChanges;
import io.griot.functions.session.SessionStart;
import io.griot.functions.session.SessionView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The operations on sessions' lives. A request is answered when the wanted state is observed, or
 * with 202. Thread-safe.
 */
public final class SessionOperations {
  /** The time for which a request may wait without taking a place. */
  private static final Duration UNCOUNTED = Duration.ofSeconds(1);

  private final SessionStart start;
  private final WebhookSettings webhooks;
  private final SessionChanges changes;
  private final SessionAnswers answers;
  private final CodeRequests codeRequests;
  private final Evidence evidence;
  private final PlanStore plans;
  private final WaitingPlaces places;
  private final InstantSource clock;

  public SessionOperations(
      SessionStart start,
      WebhookSettings webhooks,
      SessionChanges changes,
      SessionAnswers answers,
      CodeRequests codeRequests,
      Evidence evidence,
      PlanStore plans,
      WaitingPlaces places,
      InstantSource clock) {
    this.start = start;
    this.webhooks = webhooks;
    this.changes = changes;
    this.answers = answers;
    this.codeRequests = codeRequests;
    this.evidence = evidence;
    this.plans = plans;
    this.places = places;
    this.clock = clock;
  }

  /**
   * Starts a session. With {@code Prefer: wait=N} the answer contains the QR code if there is one
   * within N seconds.
   */
  Reply start(ApiCall call) {
    Caller caller = call.caller();
    if (!caller.rights().reach(call.sessionName())) {
      throw new ApiFailure(
          FailureCode.KEY_OUT_OF_SCOPE,
          FailureCode.KEY_OUT_OF_SCOPE.text() + ": this key has no session of that name");
    }
    Optional<WebhookSettings.AtStart> webhook = webhooks.setAtStart(call);
    try {
      Reply reply = waiting(call, deadline -> started(call, caller, deadline));
      return webhook.map(set -> reply.withField("webhook", set.shown())).orElse(reply);
    } catch (ApiFailure e) {
      // A running session keeps its webhook; a session that may not start gets none.
      if (e.code() != FailureCode.SESSION_EXISTS) {
        webhook.ifPresent(set -> set.takenBack().run());
      }
      throw e;
    }
  }

  private Reply started(ApiCall call, Caller caller, Instant deadline) {
    boolean started =
        start.start(
            caller.customer(),
            call.sessionName(),
            caller.environment(),
            () -> planned(caller),
            unlessAsync(call, deadline));
    if (!started) {
      return SessionAnswers.accepted(
          call.sessionName(), "Session will be started when it has ended");
    }
    Optional<Duration> wait = Preferences.wait(call.request());
    return SessionAnswers.started(
        wait.flatMap(time -> start.awaitQr(call.sessionId(), within(time, deadline))));
  }

  private int planned(Caller caller) {
    return Account.planned(caller.environment(), plans.named(caller.plan()), caller.standing());
  }

  Reply stop(ApiCall call) {
    Session session = call.session().session();
    return waiting(
        call,
        deadline ->
            changes.stop(session, unlessAsync(call, deadline))
                ? SessionAnswers.done("Session stopped successfully")
                : SessionAnswers.accepted(call.sessionName(), "Session is being stopped"));
  }

  Reply restart(ApiCall call) {
    Session session = call.session().session();
    return waiting(
        call,
        deadline ->
            changes.restart(session, unlessAsync(call, deadline))
                ? SessionAnswers.done("Restarted successfully")
                : SessionAnswers.accepted(call.sessionName(), "Session is being restarted"));
  }

  Reply terminate(ApiCall call) {
    Session session = call.session().session();
    return waiting(call, deadline -> terminated(call, session, deadline));
  }

  private Reply terminated(ApiCall call, Session session, Instant deadline) {
    if (!changes.terminate(session, unlessAsync(call, deadline))) {
      return SessionAnswers.accepted(call.sessionName(), "Session is being terminated");
    }
    return changes.endedStillLinked(session)
        ? SessionAnswers.endedStillLinked()
        : SessionAnswers.done("Logged out successfully");
  }

  Reply terminateAll(ApiCall call) {
    return terminate(call, call.sessions());
  }

  /** Terminates the sessions that are not connected, those that wait for a scan included. */
  Reply terminateInactive(ApiCall call) {
    return terminate(
        call, call.sessions().stream().filter(view -> !evidence.connected(view)).toList());
  }

  /**
   * Reports a session's status. After its end, it reports what its owner still has to do, if known.
   */
  Reply status(ApiCall call) {
    Optional<SessionView> present = call.presentSession();
    if (present.isPresent()) {
      return answers.status(present.get());
    }
    if (changes.endedStillLinked(call.sessionId(), call.caller().environment())) {
      return SessionAnswers.absentStillLinked();
    }
    throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
  }

  Reply qr(ApiCall call) {
    SessionView view = call.session();
    codeRequests.asked(view.session());
    return answers.qr(view);
  }

  Reply qrImage(ApiCall call) {
    SessionView view = call.session();
    codeRequests.asked(view.session());
    return answers.qrImage(view);
  }

  /** Terminates several sessions at once, each like a single request. */
  private Reply terminate(ApiCall call, List<SessionView> sessions) {
    return waiting(call, deadline -> terminate(sessions, unlessAsync(call, deadline)));
  }

  private Reply terminate(List<SessionView> sessions, Instant deadline) {
    List<Future<Boolean>> ends = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      sessions.forEach(view -> ends.add(threads.submit(() -> ended(view.session(), deadline))));
    }
    return ends.stream().allMatch(SessionOperations::result)
        ? SessionAnswers.done("Flush completed successfully")
        : SessionAnswers.acceptedAll("Flush accepted");
  }

  private boolean ended(Session session, Instant deadline) {
    try {
      return changes.terminate(session, deadline);
    } catch (ApiFailure failure) {
      if (failure.code() == FailureCode.SESSION_NOT_FOUND) {
        return true; // another request ended it
      }
      throw failure;
    }
  }

  private static boolean result(Future<Boolean> end) {
    try {
      return end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiFailure(FailureCode.OVERLOADED);
    }
  }

  /**
   * Answers a request that may wait, and passes the end of the wait: the request's deadline, or a
   * moment when too many of the customer's requests wait.
   */
  private Reply waiting(ApiCall call, Function<Instant, Reply> answer) {
    Instant deadline = call.request().deadline();
    boolean waits =
        !Preferences.respondAsync(call.request()) || Preferences.wait(call.request()).isPresent();
    if (!waits) {
      return answer.apply(deadline);
    }
    Optional<WaitingPlaces.Place> place = places.enter(call.caller().customer(), deadline);
    if (place.isEmpty()) {
      return answer.apply(earlier(clock.instant().plus(UNCOUNTED), deadline));
    }
    try (WaitingPlaces.Place _ = place.get()) {
      return answer.apply(deadline);
    }
  }

  private static Instant unlessAsync(ApiCall call, Instant deadline) {
    return Preferences.respondAsync(call.request()) ? Instant.EPOCH : deadline;
  }

  private Instant within(Duration wait, Instant latest) {
    return earlier(clock.instant().plus(wait), latest);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
