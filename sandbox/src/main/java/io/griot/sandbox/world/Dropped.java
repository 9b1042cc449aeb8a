package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * A message that a phone received and could not decrypt.
 *
 * @param recipient the account of the phone
 * @param id the id of the message, edit, revocation or reaction
 * @param nack the phone's error code to the server; the sender is not told
 */
public record Dropped(Jid recipient, Jid sender, String id, Jid chat, int nack) {}
