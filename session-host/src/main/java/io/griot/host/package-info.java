/** The long-running process that holds one Chromium per WhatsApp session. */
@NullMarked
package io.griot.host;

import org.jspecify.annotations.NullMarked;
