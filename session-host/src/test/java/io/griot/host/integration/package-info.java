/** The session host against real Chromium, the sandbox and the embedded AWS services. */
@NullMarked
package io.griot.host.integration;

import org.jspecify.annotations.NullMarked;
