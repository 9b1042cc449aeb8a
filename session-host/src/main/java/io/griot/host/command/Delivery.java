package io.griot.host.command;

/**
 * A message received from a session's queue. It is invisible to others until its visibility
 * timeout.
 *
 * @param receipt handle for extending and deleting it
 * @param group messages of one group are processed in order
 */
public record Delivery(String messageId, String receipt, String group, String body) {}
