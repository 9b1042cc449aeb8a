/** The phones' page in a browser. */
@NullMarked
package io.griot.local.phones;

import org.jspecify.annotations.NullMarked;
