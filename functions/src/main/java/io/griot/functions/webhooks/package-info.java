/** Webhooks: where customers want their events, and bringing them there. */
@NullMarked
package io.griot.functions.webhooks;

import org.jspecify.annotations.NullMarked;
