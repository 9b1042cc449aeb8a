/** What the host says to the script inside WhatsApp Web's page, and what it hears from it. */
@NullMarked
package io.griot.host.bridge;

import org.jspecify.annotations.NullMarked;
