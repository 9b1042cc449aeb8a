/**
 * Sessions in the API: stores the wanted state, and computes their state from their hosts' last
 * observations, without asking a host.
 */
@NullMarked
package io.griot.functions.session;

import org.jspecify.annotations.NullMarked;
