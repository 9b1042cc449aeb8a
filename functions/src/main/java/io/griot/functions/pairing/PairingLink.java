package io.griot.functions.pairing;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A session's newest pairing link; see {@link io.griot.contract.PairingLinkItem}.
 *
 * @param tokenHash the hash of its token
 * @param earlier the hashes of the last few that it replaced
 * @param usedAt when a phone was linked, as far as its host stored it
 */
public record PairingLink(
    CustomerId customer,
    SessionName name,
    Environment environment,
    String tokenHash,
    Set<String> earlier,
    Instant expiresAt,
    Optional<Instant> usedAt) {
  public PairingLink {
    earlier = Set.copyOf(earlier);
  }

  public SessionId session() {
    return SessionId.of(customer, name);
  }
}
