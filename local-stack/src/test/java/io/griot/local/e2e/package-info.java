/** One test class per user's journey, through HTTP, on the whole stack. */
@NullMarked
package io.griot.local.e2e;

import org.jspecify.annotations.NullMarked;
