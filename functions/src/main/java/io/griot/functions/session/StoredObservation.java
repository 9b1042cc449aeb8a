package io.griot.functions.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.ObservationItem;
import io.griot.contract.SocketState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A host's last observation of a session, as it is stored; see {@link ObservationItem}.
 *
 * @param createdAt the creation time of the observed generation
 * @param token the fencing token of the observing owner
 * @param restarted the last restart that its present browser fulfils
 * @param state WhatsApp's state of its connection; empty while there is no page
 * @param usable whether its page was usable
 * @param downSince the time since which it is not usable, by DynamoDB's clock
 * @param qr the QR code's text, while one is needed
 * @param problem the problem that its host reports, as in {@link
 *     io.griot.contract.ObservationItem#PROBLEM}
 * @param unavailable the operations that its page's WhatsApp cannot do
 * @param limits what WhatsApp limits the account in, as its page last said; empty while nothing
 *     does
 * @param catchingUp whether what came while the device was away is not through yet
 */
public record StoredObservation(
    Instant createdAt,
    long token,
    long restarted,
    Optional<SocketState> state,
    boolean usable,
    Optional<Instant> downSince,
    Optional<String> qr,
    Optional<String> problem,
    Set<String> unavailable,
    Optional<ObjectNode> limits,
    boolean catchingUp) {
  public StoredObservation {
    unavailable = Set.copyOf(unavailable);
  }

  /** Whether the phone unlinked it. */
  public boolean loggedOut() {
    return problem.filter(ObservationItem.LOGGED_OUT::equals).isPresent();
  }

  /**
   * Whether another login of its device took its connection, and a start or restart has to take it
   * back.
   */
  public boolean replaced() {
    return problem.filter(ObservationItem.REPLACED::equals).isPresent();
  }
}
