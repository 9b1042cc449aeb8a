/** The phones' page, in the browser. */
@NullMarked
package io.griot.local.phones;

import org.jspecify.annotations.NullMarked;
