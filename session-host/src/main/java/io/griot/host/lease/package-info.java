/**
 * Decides which host may run a session: this host's heartbeat, the age of other hosts' heartbeats,
 * and leases. Also the observations of sessions and their only writer.
 */
@NullMarked
package io.griot.host.lease;

import org.jspecify.annotations.NullMarked;
