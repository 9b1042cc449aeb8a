/** The whole stack under test. */
@NullMarked
package io.griot.local.stack;

import org.jspecify.annotations.NullMarked;
