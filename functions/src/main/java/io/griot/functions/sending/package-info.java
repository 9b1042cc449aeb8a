/** The pace of sessions' sends, and the warnings about them. */
@NullMarked
package io.griot.functions.sending;

import org.jspecify.annotations.NullMarked;
