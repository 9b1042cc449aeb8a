package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * Something that a phone received and could not read.
 *
 * @param recipient whose phone
 * @param id of the message, edit, revocation or reaction
 * @param nack what the phone told the server; the sender is told nothing
 */
public record Dropped(Jid recipient, Jid sender, String id, Jid chat, int nack) {}
