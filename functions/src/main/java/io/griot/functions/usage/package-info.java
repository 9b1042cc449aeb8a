/** Customers' usage, its cost by the model of costs, and the rest of what they paid. */
@NullMarked
package io.griot.functions.usage;

import org.jspecify.annotations.NullMarked;
