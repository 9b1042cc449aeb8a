package io.griot.functions.session;

import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is stored of a session; see {@link io.griot.contract.SessionItem}.
 *
 * @param stopped whether it was stopped and not started again
 * @param placed whether it is on the placement queue, that is, whether its start finished
 * @param state WhatsApp's word for its connection, as last heard
 * @param usable whether its page was usable when last heard
 * @param provenAt when its page itself last answered
 * @param qr the QR code's text, while one is needed
 * @param unavailable the operations that its page's WhatsApp cannot do
 */
public record Session(
    Generation generation,
    SessionName name,
    Environment environment,
    boolean stopped,
    boolean placed,
    Optional<SocketState> state,
    boolean usable,
    Optional<Instant> provenAt,
    Optional<String> qr,
    Set<String> unavailable) {
  public Session {
    unavailable = Set.copyOf(unavailable);
  }
}
