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
 * What is known of one session's page: the one value from which gate, observation and events
 * follow. {@link #after} is the only way from one to the next. Immutable.
 *
 * @param phase how far the page is
 * @param said what it last said of its connection; {@link PageState#NOTHING} before it spoke
 * @param qr what the QR code says; empty when none is shown
 * @param problem what stands in the way; empty when nothing does. A logged out device stays one
 *     until it is paired, whatever becomes of its browser; failed storage stays until a page is
 *     usable, a replaced connection until there is another document
 * @param unavailable the operations that this version of WhatsApp Web cannot do
 * @param limits what WhatsApp limits the account in, as a page last said; empty while nothing does
 * @param caughtUp whether what came while the device was away is through, since it last connected
 * @param times when it was last heard
 */
public record PageStatus(
    Phase phase,
    PageState said,
    Optional<String> qr,
    Optional<Problem> problem,
    Set<String> unavailable,
    Optional<ObjectNode> limits,
    boolean caughtUp,
    Times times) {

  /** WhatsApp turned the device away, or another page took over: waiting does not mend that. */
  private static final Set<SocketState> TURNED_AWAY =
      EnumSet.of(
          SocketState.CONFLICT,
          SocketState.DEPRECATED_VERSION,
          SocketState.PROXYBLOCK,
          SocketState.SMB_TOS_BLOCK,
          SocketState.TOS_BLOCK);

  private static final Set<SocketState> NO_DEVICE =
      EnumSet.of(SocketState.UNPAIRED, SocketState.UNPAIRED_IDLE);

  /** How far a page is. */
  public enum Phase {
    /** There is no page. */
    NONE,
    /** A document is there and has not said how it stands with WhatsApp. */
    STARTING,
    /** The page said how it stands, and answers. */
    SPEAKING,
    /** It spoke, and did not answer when it was last asked. */
    SILENT
  }

  /** How a session stands with WhatsApp, for commands that wait. */
  public enum Standing {
    /** Not known yet, or connecting: it will change without anybody doing anything. */
    COMING,
    /** No paired device, or WhatsApp turned it away: somebody must do something. */
    NOT_CONNECTED,
    CONNECTED
  }

  /**
   * When a page was last heard.
   *
   * @param provenAt when it last answered, by DynamoDB's time; empty before it did
   * @param lastEventAt when WhatsApp last sent it anything; empty before it did
   * @param heardNanos the monotonic time at which it was opened, or last said something of itself
   */
  public record Times(Optional<Instant> provenAt, Optional<Instant> lastEventAt, long heardNanos) {
    static final Times NONE = new Times(Optional.empty(), Optional.empty(), 0);

    private Times event(Optional<Instant> at) {
      return new Times(provenAt, at, heardNanos);
    }
  }

  /**
   * When a change happened.
   *
   * @param instant by DynamoDB's time
   * @param nanos on the monotonic clock
   */
  public record Moment(Instant instant, long nanos) {}

  /** Something that changes the status. */
  public sealed interface Change {
    /** The page said something by itself. */
    record Heard(PageEvent event) implements Change {}

    /** The page answered that it lives. */
    record Answered(Pulse pulse) implements Change {}

    /** The page did not answer in time. */
    record Unanswered() implements Change {}

    /** The page speaks, and must not be used for this reason. */
    record Held(Problem why) implements Change {}

    /** The page's connection was stopped and it is not loaded anew: somebody has to decide. */
    record Replaced() implements Change {}

    /** The page logged itself out because its storage failed: what it says from now on is void. */
    record StorageFailed() implements Change {}

    /** There is no page any more; the problem is why, if that was not wanted. */
    record Gone(Optional<Problem> problem) implements Change {}

    /** Whether the page itself said how it stands: it is there and answers. */
    static boolean isFromThePage(Change change) {
      return change instanceof Answered
          || (change instanceof Heard(PageEvent event) && event instanceof PageEvent.StateChanged);
    }
  }

  public PageStatus {
    unavailable = Set.copyOf(unavailable);
  }

  /** Before there is a page. */
  public static PageStatus none(
      Optional<Problem> problem, Set<String> unavailable, Optional<ObjectNode> limits) {
    return new PageStatus(
        Phase.NONE,
        PageState.NOTHING,
        Optional.empty(),
        problem,
        unavailable,
        limits,
        false,
        Times.NONE);
  }

  /** The status after a change: the one transition function. */
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
      case Change.Held(Problem why) -> page(phase, said.unusable(), qr, Optional.of(why));
      case Change.Replaced() ->
          page(phase, said.inConflict(), qr, loggedOut().or(() -> Optional.of(Problem.REPLACED)));
      case Change.StorageFailed() ->
          page(
              Phase.STARTING,
              PageState.NOTHING,
              Optional.empty(),
              Optional.of(Problem.STORAGE_FAILED));
      case Change.Gone(Optional<Problem> why) ->
          page(
              Phase.NONE,
              PageState.NOTHING,
              Optional.empty(),
              loggedOut().or(() -> why).or(this::unreplaced));
    };
  }

  private PageStatus heard(PageEvent event, Moment at) {
    return switch (event) {
      case PageEvent.Opened() ->
          page(Phase.STARTING, PageState.NOTHING, Optional.empty(), unreplaced())
              .caughtUp(false)
              .with(old -> new Times(old.provenAt(), old.lastEventAt(), at.nanos()));
      case PageEvent.StateChanged(PageState now) -> seen(now, at);
      case PageEvent.QrChanged(Optional<String> text) -> page(phase, said, text, problem);
      case PageEvent.LoggedOut _ -> // what limited that account may not limit the next
          new PageStatus(
              phase,
              said,
              qr,
              Optional.of(Problem.LOGGED_OUT),
              unavailable,
              Optional.empty(),
              caughtUp,
              times);
      case PageEvent.OperationsMissing(Set<String> operations) ->
          new PageStatus(phase, said, qr, problem, operations, limits, caughtUp, times);
      case PageEvent.LimitsChanged(Optional<ObjectNode> now) ->
          new PageStatus(phase, said, qr, problem, unavailable, now, caughtUp, times);
      case PageEvent.Heard(Instant eventAt) -> with(old -> old.event(Optional.of(eventAt)));
      case PageEvent.CaughtUp() -> caughtUp(true);
      case PageEvent.LinkCodeMade _, PageEvent.Happened _, PageEvent.InTrouble _ -> this;
    };
  }

  /** The page said how it stands. Without a state, wa-js still looks for WhatsApp's modules. */
  private PageStatus seen(PageState now, Moment at) {
    if (now.state().isEmpty()) {
      return this;
    }
    Optional<Problem> stays = problem.filter(it -> outlasts(it, now));
    PageState says = stays.equals(Optional.of(Problem.REPLACED)) ? now.inConflict() : now;
    // It may catch up before it says that it can be used; a connection that is lost may miss
    // things.
    boolean isLost = said.usable() && !now.usable();
    return page(Phase.SPEAKING, says, qr, stays)
        .caughtUp(caughtUp && !isLost)
        .with(old -> new Times(Optional.of(at.instant()), old.lastEventAt(), at.nanos()));
  }

  /** A page that speaks has no browser problem. */
  private static boolean outlasts(Problem problem, PageState now) {
    return switch (problem) {
      case LOGGED_OUT, STORAGE_FAILED, SIGNAL_NOT_RESET -> !now.usable();
      case REPLACED -> now.stopped();
      default -> false;
    };
  }

  /** Another document, or browser, is not the one that was replaced. */
  private Optional<Problem> unreplaced() {
    return problem.filter(it -> it != Problem.REPLACED);
  }

  private Optional<Problem> loggedOut() {
    return problem.filter(Problem.LOGGED_OUT::equals);
  }

  /** How the session stands, for commands that wait for it. */
  public Standing standing() {
    if (said.usable()) {
      return Standing.CONNECTED;
    }
    if (problem.equals(Optional.of(Problem.STORAGE_FAILED))) {
      return Standing.COMING; // its link is put back
    }
    boolean noDevice =
        !said.authenticated() && said.state().filter(NO_DEVICE::contains).isPresent();
    return noDevice || isTurnedAway() ? Standing.NOT_CONNECTED : Standing.COMING;
  }

  /** Whether the page answers and said how it stands. */
  public boolean isSpeaking() {
    return phase == Phase.SPEAKING;
  }

  /** Whether WhatsApp turned the device away: the original gives a session up then. */
  public boolean isTurnedAway() {
    return said.state().filter(TURNED_AWAY::contains).isPresent();
  }

  private PageStatus page(
      Phase newPhase, PageState nowSaid, Optional<String> nowQr, Optional<Problem> nowProblem) {
    return new PageStatus(
        newPhase, nowSaid, nowQr, nowProblem, unavailable, limits, caughtUp, times);
  }

  private PageStatus caughtUp(boolean now) {
    return new PageStatus(phase, said, qr, problem, unavailable, limits, now, times);
  }

  private PageStatus with(UnaryOperator<Times> change) {
    return new PageStatus(
        phase, said, qr, problem, unavailable, limits, caughtUp, change.apply(times));
  }
}
