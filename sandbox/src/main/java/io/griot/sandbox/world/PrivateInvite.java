package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * An invitation for one person, made when an admin could not add them: WhatsApp sends its code in a
 * message of its own.
 *
 * @param expires unix seconds
 */
public record PrivateInvite(String code, Jid group, Jid invitee, long expires) {}
