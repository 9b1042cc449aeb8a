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

/** The state of a pairing link's session, as its visitor sees it. */
public enum PairingStep {
  /** The link never existed, or was forgotten. */
  UNKNOWN,
  /** The session has a newer link. */
  REPLACED,
  EXPIRED,
  /** A phone was linked longer than {@link #SHOWN} ago. */
  USED,
  /** A phone was linked a moment ago. */
  LINKED,
  /** No browser is wanted for the session; somebody has to start it. */
  IDLE,
  /** A browser is being started for the session, or its page is loading. */
  PREPARING,
  /** There is a QR code to scan. */
  SCAN,
  /** The phone has read the code; WhatsApp is linking the device. */
  LINKING,
  /** WhatsApp asks for the account's passkey, which only its owner's devices have. */
  PASSKEY;

  /** The time after the linking in which visitors of the link see the linked account. */
  public static final Duration SHOWN = Duration.ofMinutes(2);

  /** The word in the API: {@code preparing}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the link still gives access to its session. */
  public boolean isOpen() {
    return switch (this) {
      case UNKNOWN, REPLACED, EXPIRED, USED -> false;
      case LINKED, IDLE, PREPARING, SCAN, LINKING, PASSKEY -> true;
    };
  }

  /** The step of the session's newest link. */
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
    // A person who scanned the code in time sees the outcome.
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
