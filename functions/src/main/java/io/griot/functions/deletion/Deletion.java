package io.griot.functions.deletion;

import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The progress of a customer's deletion.
 *
 * @param askedAt when the operator asked for it
 * @param found the number of items of each kind when it began; empty before they were counted
 * @param sessions the sessions of which something may be left
 * @param doneAt when it was complete; empty before
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
