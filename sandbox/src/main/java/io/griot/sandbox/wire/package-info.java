/** The WebSocket between the world and the pages: pairing, login, requests, pushes. */
@NullMarked
package io.griot.sandbox.wire;

import org.jspecify.annotations.NullMarked;
