package io.griot.host.lease;

import java.time.Duration;

/**
 * A host's heartbeat as stored; see {@link io.griot.contract.HostItem}.
 *
 * @param beat counter that grows with every renewal
 * @param duration how long the counter must stand still before the host counts as dead, as the host
 *     itself stated
 * @param pokes counter that grows when the wanted state of one of its sessions changes
 * @param drain whether the supervisor wants it to give its sessions away
 */
public record HostRecord(String id, long beat, Duration duration, long pokes, boolean drain) {}
