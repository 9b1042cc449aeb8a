package io.griot.host.command;

/**
 * A message of a session's queue, while it is invisible to others.
 *
 * @param receipt what names it for extending and deleting
 * @param group messages of one group are carried out one after another
 */
public record Delivery(String messageId, String receipt, String group, String body) {}
