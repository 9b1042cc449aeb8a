package io.griot.functions.supervision;

import io.griot.contract.Generation;
import java.time.Instant;
import java.util.List;

/** All sessions of an installation. */
public interface SupervisedSessions {
  /** All of them; one that was started a moment ago may be missing. */
  List<SupervisedSession> all();

  /**
   * Stops a session that no host has.
   *
   * @return false when a host has it, or it was stopped or terminated meanwhile
   */
  boolean stopUnowned(Generation session, Instant at);
}
