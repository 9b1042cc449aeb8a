/** The session host against real Chromium, the sandbox and the embedded AWS services. */
@NullMarked
package io.griot.local.host;

import org.jspecify.annotations.NullMarked;
