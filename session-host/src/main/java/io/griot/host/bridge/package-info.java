/**
 * What the host says to the script inside WhatsApp Web's page, what it hears from it, and the one
 * value that is known of a page: {@link io.griot.host.bridge.PageStatus}.
 */
@NullMarked
package io.griot.host.bridge;

import org.jspecify.annotations.NullMarked;
