/**
 * The simulated world: accounts and what their phones hold, the server between them, the devices
 * linked to them. Nothing here knows sockets or HTTP.
 *
 * <p>{@link io.griot.sandbox.world.World} is the only way in. Its parts are reached inside {@link
 * io.griot.sandbox.world.World#read} and {@link io.griot.sandbox.world.World#change}, by one thread
 * at a time. The records they answer with are immutable.
 */
@NullMarked
package io.griot.sandbox.world;

import org.jspecify.annotations.NullMarked;
