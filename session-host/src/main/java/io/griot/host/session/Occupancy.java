package io.griot.host.session;

/**
 * The use of a host at one moment.
 *
 * @param free number of sessions that it could still take
 * @param sessions number of sessions that it has
 * @param unavailable number of operations that WhatsApp's current version cannot do; the maximum
 *     over all sessions
 */
public record Occupancy(int free, int sessions, int unavailable) {}
