/**
 * The API's Lambda handler: its entry point, its configuration, and the one place that wires it.
 */
@NullMarked
package io.griot.functions;

import org.jspecify.annotations.NullMarked;
