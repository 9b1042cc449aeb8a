package io.griot.host.lease;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.SocketState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A host's observation of a session. The API answers status and QR code from it; see {@link
 * io.griot.contract.ObservationItem}.
 *
 * @param restarted number of the last restart request that the current browser satisfies
 * @param state connection state in WhatsApp's words; empty while there is no page
 * @param usable whether commands can run
 * @param downSince since when it is not usable, by DynamoDB's time; empty while it is usable, and
 *     before it first was
 * @param lastEventAt when WhatsApp last sent the page anything
 * @param qr content of the QR code; empty when none is needed
 * @param problem why the session is not usable; empty when nothing is wrong
 * @param unavailable operations that this version of WhatsApp Web cannot do
 * @param limits WhatsApp's limits of the account, as the page reported them; empty while there are
 *     none
 * @param catchingUp whether the page is usable but still processes what arrived while the device
 *     was away
 */
public record Observation(
    long restarted,
    Optional<SocketState> state,
    boolean usable,
    Optional<Instant> downSince,
    Optional<Instant> lastEventAt,
    Optional<String> qr,
    Optional<Problem> problem,
    Set<String> unavailable,
    Optional<ObjectNode> limits,
    boolean catchingUp) {

  /** The observation before there was one. */
  public static final Observation NONE =
      new Observation(
          0,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          false);

  public Observation {
    unavailable = Set.copyOf(unavailable);
  }

  /** Whether the difference must be stored at once. A difference in times alone need not be. */
  public boolean isNewsAfter(Observation older) {
    return !withoutTime().equals(older.withoutTime());
  }

  private Observation withoutTime() {
    return new Observation(
        restarted,
        state,
        usable,
        downSince,
        Optional.empty(),
        qr,
        problem,
        unavailable,
        limits,
        catchingUp);
  }
}
