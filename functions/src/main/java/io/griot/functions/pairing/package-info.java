/** Links by which the owner of a phone links it to a session, without an API key. */
@NullMarked
package io.griot.functions.pairing;

import org.jspecify.annotations.NullMarked;
