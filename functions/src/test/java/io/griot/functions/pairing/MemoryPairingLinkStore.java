package io.griot.functions.pairing;

import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Stores links in memory; tests make the hosts' changes. For one thread. */
final class MemoryPairingLinkStore implements PairingLinkStore {
  private final Map<SessionId, PairingLink> links = new HashMap<>();

  /** So many writes are made and answered as if they had not been, as by a lost answer. */
  int lostAnswers;

  @Override
  public Optional<PairingLink> find(SessionId session) {
    return Optional.ofNullable(links.get(session));
  }

  @Override
  public boolean replace(Optional<PairingLink> seen, PairingLink next) {
    if (!find(next.session()).equals(seen)) {
      return false;
    }
    links.put(next.session(), next);
    return lostAnswers-- <= 0;
  }

  /** Does what a host does when a phone was linked. */
  void use(SessionId session, Instant at) {
    links.computeIfPresent(
        session,
        (id, link) ->
            new PairingLink(
                link.customer(),
                link.name(),
                link.environment(),
                link.tokenHash(),
                link.earlier(),
                link.expiresAt(),
                Optional.of(at)));
  }
}
