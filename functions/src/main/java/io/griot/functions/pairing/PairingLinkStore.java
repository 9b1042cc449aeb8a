package io.griot.functions.pairing;

import io.griot.contract.SessionId;
import java.util.Optional;

/** Where pairing links are stored. */
public interface PairingLinkStore {
  /** The session's newest link, as of now. */
  Optional<PairingLink> find(SessionId session);

  /**
   * Stores a session's link in place of the one that was seen.
   *
   * @return false when there is another by now
   */
  boolean replace(Optional<PairingLink> seen, PairingLink next);
}
