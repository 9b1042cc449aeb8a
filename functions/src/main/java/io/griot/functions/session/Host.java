package io.griot.functions.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A stored session host; see {@link io.griot.contract.HostItem}. Its times are DynamoDB's.
 *
 * @param beat grows with every renewal
 * @param beatFor the time without a renewal after which the host counts as dead
 * @param beatAt when the last renewal was sent
 * @param slots the largest number of sessions
 * @param sessions the present number of sessions
 * @param proofs the time of each page's last answer, by session id
 * @param draining whether it is to hand over its sessions
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
    boolean draining,
    boolean closed,
    Optional<String> taskDefinition) {
  public Host {
    proofs = Map.copyOf(proofs);
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
