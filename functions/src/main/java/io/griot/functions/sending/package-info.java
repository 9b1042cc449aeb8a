/** How fast sessions send, and what they are warned of. */
@NullMarked
package io.griot.functions.sending;

import org.jspecify.annotations.NullMarked;
