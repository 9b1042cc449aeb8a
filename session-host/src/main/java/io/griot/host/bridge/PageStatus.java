package io.griot.host.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.SocketState;
import io.griot.host.lease.Problem;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The status of one session's page. Gate, observation and events all follow from this one value,
 * and {@link #after} is its only transition. Immutable.
 *
 * @param phase phase of the page
 * @param said the last reported connection; {@link PageState#NOTHING} before the first report
 * @param qr content of the QR code; empty when none is shown
 * @param problem why the session is not usable; empty when nothing is wrong. A logout stays until a
 *     device is paired, whatever happens to the browser. Failed storage stays until a page is
 *     usable, a replaced connection until a new browser begins or there is another document
 * @param unavailable operations that this version of WhatsApp Web cannot do
 * @param limits WhatsApp's limits of the account, as last reported; empty while there are none
 * @param limitsKnown whether WhatsApp was asked for the limits since the account last connected.
 *     One that was imposed meanwhile is not reported otherwise
 * @param caughtUp whether all that arrived while the device was away is processed, since it last
 *     connected
 * @param times the times of its last reports and answers
 */
public record PageStatus(
    Phase phase,
    PageState said,
    Optional<String> qr,
    Optional<Problem> problem,
    Set<String> unavailable,
    Optional<ObjectNode> limits,
    boolean limitsKnown,
    boolean caughtUp,
    Times times) {

  /**
   * States in which WhatsApp rejected the device, or another page replaced this one. Waiting does
   * not help.
   */
  private static final Set<SocketState> TURNED_AWAY =
      EnumSet.of(
          SocketState.CONFLICT,
          SocketState.DEPRECATED_VERSION,
          SocketState.PROXYBLOCK,
          SocketState.SMB_TOS_BLOCK,
          SocketState.TOS_BLOCK);

  private static final Set<SocketState> NO_DEVICE =
      EnumSet.of(SocketState.UNPAIRED, SocketState.UNPAIRED_IDLE);

  /** The phase of a page. */
  public enum Phase {
    /** There is no page. */
    NONE,
    /** A document is there and has not reported its connection. */
    STARTING,
    /** The page reported its connection, and answers. */
    SPEAKING,
    /** The page did not answer when it was last asked. */
    SILENT
  }

  /** A session's connection to WhatsApp, for commands that wait. */
  public enum Standing {
    /** Unknown yet, or connecting: it will change by itself. */
    COMING,
    /** No paired device, or WhatsApp rejected it: somebody has to act. */
    NOT_CONNECTED,
    /** Connected, and WhatsApp's limits of the account are not known yet: nothing may be sent. */
    LIMITS_UNKNOWN,
    CONNECTED
  }

  /**
   * The times of a page's last reports and answers.
   *
   * @param provenAt when it last answered, by DynamoDB's time; empty before that
   * @param lastEventAt when WhatsApp last sent it anything; empty before that
   * @param heardNanos monotonic time at which it was opened or last reported its connection
   */
  public record Times(Optional<Instant> provenAt, Optional<Instant> lastEventAt, long heardNanos) {
    static final Times NONE = new Times(Optional.empty(), Optional.empty(), 0);

    private Times event(Optional<Instant> at) {
      return new Times(provenAt, at, heardNanos);
    }
  }

  /**
   * The time of a change.
   *
   * @param instant DynamoDB's time
   * @param nanos monotonic time
   */
  public record Moment(Instant instant, long nanos) {}

  /** A change of the status. */
  public sealed interface Change {
    /** The page reported an event by itself. */
    record Heard(PageEvent event) implements Change {}

    /** The page answered a request for a sign of life. */
    record Answered(Pulse pulse) implements Change {}

    /** The page did not answer in time. */
    record Unanswered() implements Change {}

    /** The page reports, but must not be used for this reason. */
    record Blocked(Problem why) implements Change {}

    /**
     * The page's connection was stopped, or that of the browser before, and it is not reloaded:
     * somebody has to decide.
     */
    record Replaced() implements Change {}

    /** A new browser begins. */
    record Begins() implements Change {}

    /** The page logged itself out because its storage failed. Its later reports are void. */
    record StorageFailed() implements Change {}

    /** There is no page any more. The problem is the reason, if it was not intended. */
    record Gone(Optional<Problem> problem) implements Change {}

    /** Whether the page itself reported its connection, so that it is there and answers. */
    static boolean isFromThePage(Change change) {
      return change instanceof Answered
          || (change instanceof Heard(PageEvent event)
              && (event instanceof PageEvent.StateChanged
                  || event instanceof PageEvent.LimitsAsked));
    }
  }

  public PageStatus {
    unavailable = Set.copyOf(unavailable);
  }

  /** The status before there is a page. */
  public static PageStatus none(
      Optional<Problem> problem, Set<String> unavailable, Optional<ObjectNode> limits) {
    return new PageStatus(
        Phase.NONE,
        withoutPage(problem),
        Optional.empty(),
        problem,
        unavailable,
        limits,
        false,
        false,
        Times.NONE);
  }

  private static PageState withoutPage(Optional<Problem> problem) {
    return isReplaced(problem) ? PageState.NOTHING.inConflict() : PageState.NOTHING;
  }

  private static boolean isReplaced(Optional<Problem> problem) {
    return problem.equals(Optional.of(Problem.REPLACED));
  }

  /** Whether another login has the connection, and somebody has to decide. */
  public boolean isReplaced() {
    return isReplaced(problem);
  }

  /** The status after a change; the only transition. */
  public PageStatus after(Change change, Moment at) {
    return switch (change) {
      case Change.Heard(PageEvent event) -> heard(event, at);
      case Change.Answered(Pulse pulse) -> {
        PageStatus next = seen(pulse.state(), at);
        yield pulse.lastEventAt().isEmpty()
            ? next
            : next.with(times -> times.event(pulse.lastEventAt()));
      }
      case Change.Unanswered() ->
          phase == Phase.SPEAKING ? page(Phase.SILENT, said.unusable(), qr, problem) : this;
      case Change.Blocked(Problem why) -> page(phase, said.unusable(), qr, Optional.of(why));
      case Change.Replaced() ->
          page(phase, said.inConflict(), qr, loggedOut().or(() -> Optional.of(Problem.REPLACED)))
              // Without a page, that the host waits is all there is to prove.
              .with(
                  old -> new Times(Optional.of(at.instant()), old.lastEventAt(), old.heardNanos()));
      case Change.StorageFailed() ->
          page(
              Phase.STARTING,
              PageState.NOTHING,
              Optional.empty(),
              Optional.of(Problem.STORAGE_FAILED));
      case Change.Begins() ->
          page(Phase.NONE, PageState.NOTHING, Optional.empty(), loggedOut().or(this::unreplaced));
      case Change.Gone(Optional<Problem> why) -> {
        boolean stays = loggedOut().isPresent() || isReplaced();
        Optional<Problem> next = stays ? problem : why.or(() -> problem);
        yield page(Phase.NONE, withoutPage(next), Optional.empty(), next);
      }
    };
  }

  private PageStatus heard(PageEvent event, Moment at) {
    return switch (event) {
      case PageEvent.Opened() ->
          page(Phase.STARTING, PageState.NOTHING, Optional.empty(), unreplaced())
              .lost()
              .with(old -> new Times(old.provenAt(), old.lastEventAt(), at.nanos()));
      case PageEvent.StateChanged(PageState now) -> seen(now, at);
      case PageEvent.QrChanged(Optional<String> text) -> page(phase, said, text, problem);
      case PageEvent.LoggedOut _ -> // the account's limits may not apply to the next account
          new PageStatus(
              phase,
              said,
              qr,
              Optional.of(Problem.LOGGED_OUT),
              unavailable,
              Optional.empty(),
              limitsKnown,
              caughtUp,
              times);
      case PageEvent.OperationsMissing(Set<String> operations) ->
          new PageStatus(
              phase, said, qr, problem, operations, limits, limitsKnown, caughtUp, times);
      case PageEvent.LimitsChanged(Optional<ObjectNode> now) ->
          new PageStatus(phase, said, qr, problem, unavailable, now, limitsKnown, caughtUp, times);
      case PageEvent.LimitsAsked() -> known(true, caughtUp);
      case PageEvent.Activity(Instant eventAt) -> with(old -> old.event(Optional.of(eventAt)));
      case PageEvent.CaughtUp() -> known(limitsKnown, true);
      case PageEvent.LinkCodeMade _, PageEvent.Happened _, PageEvent.ProblemReported _ -> this;
    };
  }

  /**
   * Applies a reported connection. It is ignored without a state: wa-js is still looking for
   * WhatsApp's modules then.
   */
  private PageStatus seen(PageState now, Moment at) {
    if (now.state().isEmpty()) {
      return this;
    }
    Optional<Problem> stays = problem.filter(it -> outlasts(it, now));
    PageState says = isReplaced(stays) ? now.inConflict() : now;
    // The page may catch up before it reports that it is usable. After a lost connection it may
    // miss events and limits.
    boolean isLost = said.usable() && !now.usable();
    PageStatus next = page(Phase.SPEAKING, says, qr, stays);
    return (isLost ? next.lost() : next)
        .with(old -> new Times(Optional.of(at.instant()), old.lastEventAt(), at.nanos()));
  }

  /** Whether a problem remains. A page that reports has no browser problem any more. */
  private static boolean outlasts(Problem problem, PageState now) {
    return switch (problem) {
      case LOGGED_OUT, STORAGE_FAILED, SIGNAL_NOT_RESET -> !now.usable();
      case REPLACED -> now.stopped();
      default -> false;
    };
  }

  /**
   * Drops the replaced connection: another document or browser is not the one that was replaced.
   */
  private Optional<Problem> unreplaced() {
    return problem.filter(it -> it != Problem.REPLACED);
  }

  private Optional<Problem> loggedOut() {
    return problem.filter(Problem.LOGGED_OUT::equals);
  }

  /** The session's connection, for commands that wait for it. */
  public Standing standing() {
    if (said.usable()) {
      return limitsKnown ? Standing.CONNECTED : Standing.LIMITS_UNKNOWN;
    }
    if (problem.equals(Optional.of(Problem.STORAGE_FAILED))) {
      return Standing.COMING; // the link is being restored
    }
    return isWithoutDevice() || isTurnedAway() ? Standing.NOT_CONNECTED : Standing.COMING;
  }

  /**
   * Whether the page has no paired device, for sure. It says {@code UNPAIRED} before it shows a
   * code or says that it was logged out. Until then it may be the page of a damaged profile, which
   * is restored.
   */
  private boolean isWithoutDevice() {
    boolean isUnpaired =
        !said.authenticated() && said.state().filter(NO_DEVICE::contains).isPresent();
    boolean waitsForItsOwner =
        qr.isPresent()
            || said.passkey()
            || said.state().equals(Optional.of(SocketState.UNPAIRED_IDLE));
    return isUnpaired && (waitsForItsOwner || loggedOut().isPresent());
  }

  /** Whether the page answers and reported its connection. */
  public boolean isSpeaking() {
    return phase == Phase.SPEAKING;
  }

  /** Whether WhatsApp rejected the device. The original API gives up such a session. */
  public boolean isTurnedAway() {
    return said.state().filter(TURNED_AWAY::contains).isPresent();
  }

  private PageStatus page(
      Phase newPhase, PageState nowSaid, Optional<String> nowQr, Optional<Problem> nowProblem) {
    return new PageStatus(
        newPhase, nowSaid, nowQr, nowProblem, unavailable, limits, limitsKnown, caughtUp, times);
  }

  private PageStatus lost() {
    return known(false, false);
  }

  private PageStatus known(boolean nowLimitsKnown, boolean nowCaughtUp) {
    return new PageStatus(
        phase, said, qr, problem, unavailable, limits, nowLimitsKnown, nowCaughtUp, times);
  }

  private PageStatus with(UnaryOperator<Times> change) {
    return new PageStatus(
        phase, said, qr, problem, unavailable, limits, limitsKnown, caughtUp, change.apply(times));
  }
}
