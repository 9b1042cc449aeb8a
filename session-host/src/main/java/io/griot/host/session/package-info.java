/** One session's run on this host, from its lease to its end. */
@NullMarked
package io.griot.host.session;

import org.jspecify.annotations.NullMarked;
