package io.griot.host.lease;

import java.time.Duration;

/**
 * A host's heartbeat, as it is stored; see {@link io.griot.contract.HostItem}.
 *
 * @param beat grows by one with every renewal
 * @param duration how long the beat must stand still before the host counts as dead, in its own
 *     words
 * @param pokes grows when somebody changed what is wanted of one of its sessions
 * @param drain whether the supervisor wants it to give its sessions away
 */
public record HostRecord(String id, long beat, Duration duration, long pokes, boolean drain) {}
