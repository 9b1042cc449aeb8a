package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Push;

/**
 * A push that a device has not confirmed.
 *
 * @param n its number, from 1, without gaps per device
 */
public record KeptPush(String device, long n, Push.Kept push) {}
