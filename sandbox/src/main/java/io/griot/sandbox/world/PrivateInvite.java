package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * An invitation for one person whom an admin could not add. WhatsApp sends its code in a message.
 *
 * @param expires unix seconds
 */
public record PrivateInvite(String code, Jid group, Jid invitee, long expires) {}
