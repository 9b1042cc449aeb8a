/** How much customers use: counted in memory by who serves them, and stored now and then. */
@NullMarked
package io.griot.dynamo.usage;

import org.jspecify.annotations.NullMarked;
