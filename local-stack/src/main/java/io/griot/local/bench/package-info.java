/**
 * {@code ./griot bench}: Griot's speed and the cost of a session, measured from outside, so that
 * any server with this API can be measured in the same way.
 */
@NullMarked
package io.griot.local.bench;

import org.jspecify.annotations.NullMarked;
