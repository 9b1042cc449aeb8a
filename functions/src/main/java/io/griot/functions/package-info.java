/** The three Lambda handlers, each with its wiring, and their configuration. */
@NullMarked
package io.griot.functions;

import org.jspecify.annotations.NullMarked;
