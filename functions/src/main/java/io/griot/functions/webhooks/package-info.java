/** Customers' webhooks, and the delivery of events to them. */
@NullMarked
package io.griot.functions.webhooks;

import org.jspecify.annotations.NullMarked;
