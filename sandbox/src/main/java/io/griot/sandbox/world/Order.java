package io.griot.sandbox.world;

import io.griot.sandbox.protocol.WireOrder;

/**
 * An order in a business's catalogue.
 *
 * @param token required to read the order; its message contains it
 */
public record Order(String id, String token, WireOrder details) {}
