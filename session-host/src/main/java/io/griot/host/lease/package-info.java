/** Which host may run a session: heartbeats of hosts, leases of sessions, what was seen of them. */
@NullMarked
package io.griot.host.lease;

import org.jspecify.annotations.NullMarked;
