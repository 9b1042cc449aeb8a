/** Customers' usage: counted in memory by the process that serves them, and stored in intervals. */
@NullMarked
package io.griot.dynamo.usage;

import org.jspecify.annotations.NullMarked;
