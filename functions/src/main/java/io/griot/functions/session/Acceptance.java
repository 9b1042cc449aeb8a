package io.griot.functions.session;

import io.griot.contract.FailureCode;
import io.griot.contract.Operation;
import io.griot.contract.Operation.Requires;
import io.griot.contract.Restriction;
import io.griot.contract.SessionLimits;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;

/**
 * Decides whether a session takes a command. A linked session that should run takes it also while
 * it moves, reconnects or is parked: the command waits in its queue. Thread-safe.
 */
public final class Acceptance {
  /**
   * The API's word for a ban, during which WhatsApp refuses the account's connection for a while.
   */
  static final String BANNED = "temporarily_banned";

  private final Evidence evidence;

  public Acceptance(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Checks that the session accepts the operation's command.
   *
   * @param isHeld whether the command is held back meanwhile: a session that is disconnected by a
   *     restriction does not count as down
   * @throws ApiFailure {@code SESSION_NOT_CONNECTED} when the session is stopped, is ending, or is
   *     not linked and must be; {@code SESSION_DOWN} when it was not connected for {@link
   *     SessionLimits#DOWN_AT_MOST}; {@code UNAVAILABLE_IN_THIS_VERSION}
   */
  public void check(Operation operation, SessionView view, boolean isHeld) {
    Session session = view.session();
    if (operation.requires() != Requires.NONE && !session.wanted().isOn()) {
      throw new ApiFailure(FailureCode.SESSION_NOT_CONNECTED);
    }
    if (operation.requires() == Requires.CONNECTED) {
      checkConnection(view, isHeld);
    }
    if (view.current().filter(seen -> seen.unavailable().contains(operation.id())).isPresent()) {
      throw new ApiFailure(FailureCode.UNAVAILABLE_IN_THIS_VERSION);
    }
  }

  private void checkConnection(SessionView view, boolean isHeld) {
    if (!view.session().linked()
        || view.current().filter(StoredObservation::loggedOut).isPresent()) {
      throw new ApiFailure(FailureCode.SESSION_NOT_CONNECTED);
    }
    boolean down =
        evidence
            .downSince(view)
            .map(since -> Duration.between(since, view.now()))
            .filter(length -> length.compareTo(SessionLimits.DOWN_AT_MOST) >= 0)
            .isPresent();
    if (down && !isHeld) {
      throw view.ban().map(ban -> banned(view, ban)).orElseGet(Acceptance::down);
    }
  }

  private static ApiFailure down() {
    return new ApiFailure(FailureCode.SESSION_DOWN);
  }

  private static ApiFailure banned(SessionView view, Restriction ban) {
    return new ApiFailure(
        FailureCode.SESSION_DOWN,
        FailureCode.SESSION_DOWN.text() + ": " + BANNED,
        ban.bannedUntil().map(end -> Duration.between(view.now(), end)).orElse(Duration.ZERO));
  }
}
