package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import io.griot.host.bridge.Bridge;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.Pulse;
import io.griot.host.command.SessionGate;
import io.griot.host.command.SessionGate.Standing;
import io.griot.host.event.SessionEvents;
import io.griot.host.lease.EvidenceBoard;
import io.griot.host.lease.Problem;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what one browser's page says, and its silence, into evidence for the API and passage for
 * commands. Thread-safe.
 */
final class PageWatch {
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

  private static final Logger log = LoggerFactory.getLogger(PageWatch.class);

  private final SessionId session;
  private final EvidenceBoard board;
  private final SessionGate gate;
  private final SessionEvents events;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Runnable onPaired;
  private @Nullable Bridge bridge;
  private boolean ended;
  private boolean spoke;
  private boolean usable;
  private boolean authenticated;
  private long aliveAt;

  /**
   * @param onPaired runs, perhaps many times, when the page says that it holds a paired device's
   *     credentials
   */
  PageWatch(
      SessionId session,
      EvidenceBoard board,
      SessionGate gate,
      SessionEvents events,
      InstantSource clock,
      LongSupplier nanoTime,
      Runnable onPaired) {
    this.onPaired = onPaired;
    this.session = session;
    this.board = board;
    this.gate = gate;
    this.events = events;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.aliveAt = nanoTime.getAsLong();
  }

  /** The page these events come from; before the page is opened. */
  synchronized void of(Bridge page) {
    bridge = page;
  }

  synchronized void hear(PageEvent event) {
    if (ended) {
      return; // late, from a browser that is no more
    }
    events.hear(event, bridge);
    switch (event) {
      case PageEvent.Opened() -> opened();
      case PageEvent.StateChanged(PageState state) -> see(state);
      case PageEvent.QrChanged(Optional<String> text) -> board.update(seen -> seen.withQr(text));
      case PageEvent.LoggedOut(String reason) ->
          board.update(seen -> seen.withProblem(Optional.of(Problem.LOGGED_OUT)));
      case PageEvent.OperationsMissing(Set<String> operations) ->
          board.update(seen -> seen.withUnavailable(operations));
      case PageEvent.LinkCodeMade _, PageEvent.Happened _ -> {
        // for customers alone
      }
      case PageEvent.InTrouble(String what) -> log.warn("session {}: its page: {}", session, what);
      case PageEvent.Heard(var at) -> board.update(seen -> seen.withEventAt(at));
    }
  }

  /** The page's answer to a pulse, or that there was none. */
  synchronized void pulse(Optional<Pulse> answer) {
    if (ended) {
      return;
    }
    if (answer.isPresent()) {
      see(answer.get().state());
      events.see(answer.get().state());
      board.update(seen -> seen.withProof(clock.instant(), answer.get().lastEventAt()));
    } else if (spoke) {
      // It claimed to be usable and does not answer: that claim no longer holds.
      usable = false;
      gate.unset();
      board.update(seen -> seen.withState(seen.state(), false));
    }
  }

  /** Nothing is heard or changed any more. */
  synchronized void end() {
    ended = true;
  }

  synchronized boolean isUsable() {
    return usable;
  }

  /** Whether the page holds a paired device's credentials. */
  synchronized boolean isAuthenticated() {
    return authenticated;
  }

  /** Whether the document said how it stands with WhatsApp: until then it is starting. */
  synchronized boolean spoke() {
    return spoke;
  }

  /** Nanoseconds since the page last said something or was opened. */
  synchronized long silentNanos() {
    return nanoTime.getAsLong() - aliveAt;
  }

  private void opened() {
    spoke = false;
    usable = false;
    authenticated = false;
    aliveAt = nanoTime.getAsLong();
    gate.unset();
    board.update(seen -> seen.withoutPage());
  }

  private void see(PageState state) {
    if (bridge == null || state.state().isEmpty()) {
      return; // wa-js is still looking for WhatsApp's modules
    }
    spoke = true;
    aliveAt = nanoTime.getAsLong();
    usable = state.usable();
    authenticated = state.authenticated();
    if (authenticated) {
      onPaired.run();
    }
    gate.set(bridge, standingOf(state));
    board.update(seen ->
        seen.withState(state.state(), state.usable())
            .withProof(clock.instant(), Optional.empty())
            .withProblem(seen.problem().filter(problem -> remains(problem, state))));
  }

  // A page that speaks has no browser problem; a logged out device stays one until it is paired.
  private static boolean remains(Problem problem, PageState state) {
    return problem == Problem.LOGGED_OUT && !state.usable();
  }

  private static Standing standingOf(PageState state) {
    if (state.usable()) {
      return Standing.CONNECTED;
    }
    boolean hopeless =
        state.state().filter(TURNED_AWAY::contains).isPresent()
            || (!state.authenticated() && state.state().filter(NO_DEVICE::contains).isPresent());
    return hopeless ? Standing.NOT_CONNECTED : Standing.COMING;
  }
}
