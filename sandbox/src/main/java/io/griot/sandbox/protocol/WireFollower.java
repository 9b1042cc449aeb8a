package io.griot.sandbox.protocol;

/**
 * Somebody who follows a channel, as its staff sees it.
 *
 * @param role {@code owner}, {@code admin} or {@code subscriber}
 */
public record WireFollower(WireContact contact, String role) {}
