/**
 * The sessions of this host: {@link io.griot.host.session.HeldSessions} makes what is observed
 * follow what is wanted, and each session's life cycle, browser and wiring are here too.
 */
@NullMarked
package io.griot.host.session;

import org.jspecify.annotations.NullMarked;
