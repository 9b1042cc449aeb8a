/** One test class per user journey, over HTTP, on the whole stack. */
@NullMarked
package io.griot.local.e2e;

import org.jspecify.annotations.NullMarked;
