/** The WebSocket between world and pages: pairing, login, requests, pushes. */
@NullMarked
package io.griot.sandbox.wire;

import org.jspecify.annotations.NullMarked;
