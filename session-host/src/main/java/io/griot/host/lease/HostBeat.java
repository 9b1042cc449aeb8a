package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a heartbeat.
 *
 * @param duration how long this beat is valid
 * @param at DynamoDB's time
 * @param startedAt DynamoDB's time when the host started
 * @param slots maximum of sessions
 * @param sessions current number of sessions
 * @param closed whether the host takes no more sessions
 * @param proofs when each session's page last answered, by DynamoDB's time
 * @param quiet sessions that may be parked
 * @param task ECS task and task definition; empty outside of ECS
 */
public record HostBeat(
    Duration duration,
    Instant at,
    Instant startedAt,
    int slots,
    int sessions,
    boolean closed,
    Map<SessionId, Instant> proofs,
    Set<SessionId> quiet,
    Optional<Task> task) {
  public HostBeat {
    proofs = Map.copyOf(proofs);
    quiet = Set.copyOf(quiet);
  }

  /** ARNs of an ECS task and its definition. */
  public record Task(String task, String definition) {}
}
