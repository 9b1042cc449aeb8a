package io.griot.functions.pairing;

import io.griot.contract.ObservationItem;
import io.griot.contract.SocketState;
import io.griot.contract.Wanted;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.StoredObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How far somebody with a pairing link is. */
public enum PairingStep {
  /** The link was never given, or is forgotten. */
  UNKNOWN,
  /** The session has a newer link. */
  REPLACED,
  EXPIRED,
  /** A phone was linked, longer than {@link #SHOWN} ago. */
  USED,
  /** A phone was linked a moment ago. */
  LINKED,
  /** No browser is wanted for the session: somebody has to start it. */
  IDLE,
  /** A browser is being started for the session, or its page is loading. */
  PREPARING,
  /** There is a QR code to scan. */
  SCAN,
  /** The phone has read the code; WhatsApp is linking the device. */
  LINKING,
  /** WhatsApp asks for the account's passkey, which only its owner's devices have. */
  PASSKEY;

  /** How long after the linking whoever has the link sees which account was linked. */
  public static final Duration SHOWN = Duration.ofMinutes(2);

  /** As the API says it: {@code preparing}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the link leads to its session. */
  public boolean isOpen() {
    return switch (this) {
      case UNKNOWN, REPLACED, EXPIRED, USED -> false;
      case LINKED, IDLE, PREPARING, SCAN, LINKING, PASSKEY -> true;
    };
  }

  /** The step of a link that is the session's newest. */
  static PairingStep of(
      PairingLink link, Optional<SessionView> view, Evidence evidence, Instant now) {
    Optional<Instant> linkedAt = view.flatMap(seen -> seen.session().linkedAt());
    if (linkedAt.isPresent() || link.usedAt().isPresent()) {
      Instant shownUntil = link.usedAt().or(() -> linkedAt).orElseThrow().plus(SHOWN);
      boolean isShown = linkedAt.isPresent() && view.orElseThrow().now().isBefore(shownUntil);
      return isShown ? LINKED : USED;
    }
    if (now.isBefore(link.expiresAt())) {
      return view.map(seen -> ofUnlinked(seen, evidence)).orElse(IDLE);
    }
    // A person who scanned the code in time sees how it ends.
    return view.filter(seen -> isLinking(seen, evidence)).map(seen -> LINKING).orElse(EXPIRED);
  }

  private static PairingStep ofUnlinked(SessionView view, Evidence evidence) {
    Session session = view.session();
    if (session.wanted() != Wanted.RUNNING) {
      return session.wanted() == Wanted.STOPPED ? IDLE : PREPARING;
    }
    if (evidence.alive(view) && isAskedForPasskey(view)) {
      return PASSKEY;
    }
    if (isLinking(view, evidence)) {
      return LINKING;
    }
    return evidence.qr(view).isPresent() ? SCAN : PREPARING;
  }

  private static boolean isAskedForPasskey(SessionView view) {
    return view.current()
        .flatMap(StoredObservation::problem)
        .filter(ObservationItem.PASSKEY_REQUIRED::equals)
        .isPresent();
  }

  private static boolean isLinking(SessionView view, Evidence evidence) {
    return evidence.state(view).filter(SocketState.PAIRING::equals).isPresent();
  }
}
