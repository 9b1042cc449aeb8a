/**
 * Which host may run a session, and what was seen of it: the heartbeat of this host, the ages of
 * the others', leases that can be asked whether they hold, and the one writer of observations.
 */
@NullMarked
package io.griot.host.lease;

import org.jspecify.annotations.NullMarked;
