package io.griot.functions.session;

import io.griot.contract.SocketState;
import io.griot.contract.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges what is known of a session. Nothing that a host saw counts unless that host lives and its
 * page proved lately that it does.
 *
 * @param bound from this age on, a page's proof of life does not count
 */
public record Evidence(Duration bound) {

  /** Whether the session's page answered a moment ago, to a host that lives. */
  public boolean alive(SessionView view) {
    Instant oldest = view.now().minus(bound);
    return view.hostLives()
        && view.current().isPresent()
        && view.provenAt().filter(oldest::isBefore).isPresent();
  }

  /** Whether it can be used: wanted, alive, usable when last seen, and not to be replaced. */
  public boolean connected(SessionView view) {
    return view.session().wanted() == Wanted.RUNNING
        && alive(view)
        && inWantedBrowser(view).filter(StoredObservation::usable).isPresent();
  }

  /**
   * The observation of its present host, once that is of the browser that the last restart asked
   * for.
   */
  private static Optional<StoredObservation> inWantedBrowser(SessionView view) {
    return view.current().filter(seen -> seen.restarted() >= view.session().restarts());
  }

  /** Whether its page proved that it lived and does not (any more), for its present owner. */
  public boolean fellSilent(SessionView view) {
    return view.provenAt().isPresent() && !alive(view);
  }

  /** WhatsApp's word for the connection; never {@code CONNECTED} of one that is not connected. */
  public Optional<SocketState> state(SessionView view) {
    return alive(view)
        ? view.current()
            .flatMap(StoredObservation::state)
            .filter(state -> state != SocketState.CONNECTED || connected(view))
        : Optional.empty();
  }

  /**
   * The QR code, if the page shows it: an older one cannot be scanned any more, nor can that of a
   * browser that is to be replaced.
   */
  public Optional<String> qr(SessionView view) {
    return alive(view) ? inWantedBrowser(view).flatMap(StoredObservation::qr) : Optional.empty();
  }

  /** Whether there is a page, as far as is known. */
  public boolean hasPage(SessionView view) {
    return view.hostLives() && view.current().flatMap(StoredObservation::state).isPresent();
  }

  /**
   * Since when it is not connected: its host says so, its host's heartbeat stands still, its page
   * fell silent, or it waits for a host. Empty while it is connected, and while a host that just
   * took it has not looked yet. Nothing counts from before it was wanted to run: a session that was
   * stopped for a week and started again is not down for a week.
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
