package io.griot.host.lease;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.SocketState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What the API answers status and QR code from; see {@link io.griot.contract.ObservationItem}.
 *
 * @param restarted the restart request that the present browser satisfies
 * @param state the page's word for its connection; empty while there is no page
 * @param usable whether the page said that commands can run
 * @param downSince since when it is not usable, by DynamoDB's time; empty while it is, and before
 *     it first was
 * @param lastEventAt when WhatsApp last sent the page anything
 * @param qr what the QR code says; empty when none is needed
 * @param problem what stands in the way; empty when nothing does
 * @param unavailable the operations that this version of WhatsApp Web cannot do
 * @param limits what WhatsApp limits the account in, as the page says it; empty while nothing does
 * @param catchingUp whether the page is usable, and what came while the device was away is not
 *     through
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

  /** Before anything was seen. */
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

  /** Whether callers should hear of the difference at once; times alone are none. */
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
