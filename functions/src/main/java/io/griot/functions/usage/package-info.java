/** Customers' usage, its cost by the cost model, and the margin. */
@NullMarked
package io.griot.functions.usage;

import org.jspecify.annotations.NullMarked;
