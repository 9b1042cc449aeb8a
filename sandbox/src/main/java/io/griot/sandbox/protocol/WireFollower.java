package io.griot.sandbox.protocol;

/**
 * A follower of a channel, as its staff sees it.
 *
 * @param role {@code owner}, {@code admin} or {@code subscriber}
 */
public record WireFollower(WireContact contact, String role) {}
