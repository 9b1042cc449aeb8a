/** The three Lambda handlers, each with the one place that wires it, and their configuration. */
@NullMarked
package io.griot.functions;

import org.jspecify.annotations.NullMarked;
