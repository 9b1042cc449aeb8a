/**
 * Calls into the script in WhatsApp Web's page, events from it, and the page's status: {@link
 * io.griot.host.bridge.PageStatus}.
 */
@NullMarked
package io.griot.host.bridge;

import org.jspecify.annotations.NullMarked;
