package io.griot.functions.session;

import io.griot.contract.SocketState;
import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Evaluates the stored state of a session. A host's observation only counts while the host is alive
 * and the page has answered lately.
 *
 * @param bound the age from which a page's last answer does not count any more
 */
public record Evidence(Duration bound) {

  /** Whether the session's page answered a moment ago, and its host is alive. */
  public boolean alive(SessionView view) {
    Instant oldest = view.now().minus(bound);
    return view.hostLives()
        && view.current().isPresent()
        && view.provenAt().filter(oldest::isBefore).isPresent();
  }

  /**
   * Whether the session can be used: it is wanted and alive, was usable when last observed, and its
   * browser is not to be replaced.
   */
  public boolean connected(SessionView view) {
    return view.session().wanted() == Wanted.RUNNING
        && alive(view)
        && inWantedBrowser(view).filter(StoredObservation::usable).isPresent();
  }

  /**
   * The observation of its present host, if it is of the browser that the last restart asked for.
   */
  private static Optional<StoredObservation> inWantedBrowser(SessionView view) {
    return view.current().filter(seen -> seen.restarted() >= view.session().restarts());
  }

  /** Whether its page answered its present owner, and does not any more. */
  public boolean fellSilent(SessionView view) {
    return view.provenAt().isPresent() && !alive(view);
  }

  /**
   * WhatsApp's state of the connection; never {@code CONNECTED} for a session that is not
   * connected.
   */
  public Optional<SocketState> state(SessionView view) {
    return alive(view)
        ? view.current()
            .flatMap(StoredObservation::state)
            .filter(state -> state != SocketState.CONNECTED || connected(view))
        : Optional.empty();
  }

  /**
   * The QR code, if the page shows it. An older code cannot be scanned any more, nor the code of a
   * browser that is to be replaced.
   */
  public Optional<String> qr(SessionView view) {
    return alive(view) ? inWantedBrowser(view).flatMap(StoredObservation::qr) : Optional.empty();
  }

  /** Whether the session has a page, as far as is known. */
  public boolean hasPage(SessionView view) {
    return view.hostLives() && view.current().flatMap(StoredObservation::state).isPresent();
  }

  /**
   * The time since which it is not connected, because its host says so, its host's heartbeat
   * stopped, its page stopped answering, or it waits for a host. Empty while it is connected, and
   * until a host that just took it has observed it. Never before the time at which it was last
   * wanted to run: a session that was stopped for a week and started again has not been down for a
   * week.
   */
  public Optional<Instant> downSince(SessionView view) {
    if (connected(view)) {
      return Optional.empty();
    }
    Optional<Instant> seen = view.current().flatMap(StoredObservation::downSince);
    Optional<Instant> silent = fellSilent(view) ? view.provenAt() : Optional.empty();
    Optional<Instant> since =
        view.hostLives() || view.host().isEmpty()
            ? earliest(Stream.of(seen, silent, view.session().waitingSince()))
            : earliest(Stream.of(seen, view.host().map(Host::beatAt)));
    Instant wantedAt = view.session().wantedAt();
    return since.map(at -> at.isBefore(wantedAt) ? wantedAt : at);
  }

  private static Optional<Instant> earliest(Stream<Optional<Instant>> times) {
    return times.flatMap(Optional::stream).min(Comparator.naturalOrder());
  }
}
