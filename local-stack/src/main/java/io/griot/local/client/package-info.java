/** How customers' programs and the simulated phones are driven from outside: over HTTP. */
@NullMarked
package io.griot.local.client;

import org.jspecify.annotations.NullMarked;
