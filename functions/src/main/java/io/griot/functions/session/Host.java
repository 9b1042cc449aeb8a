package io.griot.functions.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A stored session host; see {@link io.griot.contract.HostItem}. Its times are DynamoDB's.
 *
 * @param beat grows with every renewal
 * @param beatFor the time without a renewal after which the host counts as dead
 * @param beatAt when the last renewal was sent
 * @param slots how many sessions it holds at most
 * @param sessions how many it has
 * @param proofs by session id, when the session's page last proved that it lives
 * @param quiet the ids of the sessions that may be parked, as it knows
 * @param draining whether it is to give its sessions away
 * @param closed whether it takes no more sessions
 * @param taskDefinition the version of its software
 */
public record Host(
    String id,
    long beat,
    Duration beatFor,
    Instant beatAt,
    Instant startedAt,
    int slots,
    int sessions,
    Map<String, Instant> proofs,
    Set<String> quiet,
    boolean draining,
    boolean closed,
    Optional<String> taskDefinition) {
  public Host {
    proofs = Map.copyOf(proofs);
    quiet = Set.copyOf(quiet);
  }

  /**
   * Whether the host is alive, judged by its heartbeat.
   *
   * @param now by DynamoDB's time
   */
  public boolean lives(Instant now) {
    return stoodStill(now).compareTo(beatFor) < 0;
  }

  /** The time since the last renewal of its heartbeat. */
  public Duration stoodStill(Instant now) {
    return Duration.between(beatAt, now);
  }
}
