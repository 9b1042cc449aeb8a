/** Links that let a phone's owner link it to a session without an API key. */
@NullMarked
package io.griot.functions.pairing;

import org.jspecify.annotations.NullMarked;
