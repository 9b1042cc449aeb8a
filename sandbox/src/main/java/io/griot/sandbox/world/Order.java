package io.griot.sandbox.world;

import io.griot.sandbox.protocol.WireOrder;

/**
 * An order in a business's catalogue.
 *
 * @param token what whoever asks for the order must know; its message carries it
 */
public record Order(String id, String token, WireOrder details) {}
