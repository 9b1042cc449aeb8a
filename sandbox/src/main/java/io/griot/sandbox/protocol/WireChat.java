package io.griot.sandbox.protocol;

/**
 * A chat's state; {@code t}, {@code pin} and {@code muteExpiration} in unix seconds, 0 for none.
 */
public record WireChat(
    Jid id, long t, int unreadCount, boolean archived, long pin, long muteExpiration) {}
