package io.griot.functions.pairing;

import io.griot.contract.SessionId;
import java.util.Optional;

/** Stores pairing links. */
public interface PairingLinkStore {
  /** The session's newest link, with a consistent read. */
  Optional<PairingLink> find(SessionId session);

  /**
   * Replaces a session's link, on condition that the stored one is as given.
   *
   * @return false when there is another by now
   */
  boolean replace(Optional<PairingLink> seen, PairingLink next);
}
