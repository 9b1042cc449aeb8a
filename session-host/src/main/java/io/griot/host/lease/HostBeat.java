package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a host says of itself with each heartbeat.
 *
 * @param duration how long this beat holds
 * @param at DynamoDB's time
 * @param startedAt DynamoDB's time when the host started
 * @param slots sessions that it holds at most
 * @param sessions sessions that it has
 * @param closed whether it takes no more
 * @param proofs when the sessions' pages last proved that they live, by DynamoDB's time
 * @param task the ECS task it runs in, and its definition; empty elsewhere
 */
public record HostBeat(
    Duration duration,
    Instant at,
    Instant startedAt,
    int slots,
    int sessions,
    boolean closed,
    Map<SessionId, Instant> proofs,
    Optional<Task> task) {
  public HostBeat {
    proofs = Map.copyOf(proofs);
  }

  /** An ECS task, by ARNs. */
  public record Task(String task, String definition) {}
}
