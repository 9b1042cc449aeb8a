/**
 * {@code ./griot bench}: how fast Griot is and what a session costs, measured from outside, so that
 * any server with this API can be measured the same way.
 */
@NullMarked
package io.griot.local.bench;

import org.jspecify.annotations.NullMarked;
