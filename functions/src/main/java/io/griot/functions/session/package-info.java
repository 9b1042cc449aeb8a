/**
 * Sessions as the API knows them: it stores what is wanted, and judges how they are from what their
 * hosts last saw, without asking any host.
 */
@NullMarked
package io.griot.functions.session;

import org.jspecify.annotations.NullMarked;
