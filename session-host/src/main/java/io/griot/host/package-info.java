/** The long-running process that runs one Chromium per WhatsApp session. */
@NullMarked
package io.griot.host;

import org.jspecify.annotations.NullMarked;
