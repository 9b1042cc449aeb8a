package io.griot.host.session;

/**
 * How a host is filled at a moment.
 *
 * @param free sessions that it could still take
 * @param sessions that it holds
 * @param unavailable operations that WhatsApp's present version cannot do; the most of any session
 */
public record Occupancy(int free, int sessions, int unavailable) {}
