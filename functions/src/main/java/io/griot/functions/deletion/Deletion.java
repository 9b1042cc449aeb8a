package io.griot.functions.deletion;

import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far a customer's deletion is.
 *
 * @param askedAt when the operator asked for it
 * @param found how much of each kind there was when it began; empty before it was counted
 * @param sessions those of which something may be left
 * @param doneAt when nothing was left; empty before
 */
public record Deletion(
    Instant askedAt,
    Optional<Map<String, Long>> found,
    Set<SessionId> sessions,
    Optional<Instant> doneAt) {
  /** The name under which sessions are counted. */
  public static final String SESSIONS = "sessions";

  public Deletion {
    found = found.map(Map::copyOf);
    sessions = Set.copyOf(sessions);
  }

  public boolean isDone() {
    return doneAt.isPresent();
  }
}
