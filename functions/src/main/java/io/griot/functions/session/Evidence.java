package io.griot.functions.session;

import io.griot.contract.SocketState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Judges what was last seen of a session by its age. The ages compare the host's clock with this
 * one's, so the bound must be generous beside their difference.
 *
 * @param bound from this age on, nothing seen counts
 */
public record Evidence(Duration bound, InstantSource clock) {

  /** Whether the session's page answered a moment ago. */
  public boolean alive(Session session) {
    Instant oldest = clock.instant().minus(bound);
    return session.provenAt().map(oldest::isBefore).orElse(false);
  }

  /** Whether it can be used: alive, and usable when it last answered. */
  public boolean connected(Session session) {
    return session.usable() && alive(session);
  }

  /** WhatsApp's word for the connection, if the page said so a moment ago. */
  public Optional<SocketState> state(Session session) {
    return alive(session) ? session.state() : Optional.empty();
  }

  /** The QR code, if the page showed it a moment ago: an older one cannot be scanned any more. */
  public Optional<String> qr(Session session) {
    return alive(session) ? session.qr() : Optional.empty();
  }
}
