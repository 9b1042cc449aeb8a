/** Authentication: API keys, their customers, and the customers' subscriptions. */
@NullMarked
package io.griot.functions.access;

import org.jspecify.annotations.NullMarked;
