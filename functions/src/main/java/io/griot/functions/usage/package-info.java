/** What customers used, what it cost by the model of costs, and what is left of what they paid. */
@NullMarked
package io.griot.functions.usage;

import org.jspecify.annotations.NullMarked;
