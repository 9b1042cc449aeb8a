package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * Who may add an account to groups.
 *
 * @param contactsOnly whether only those in its address book; the others may invite it
 */
public record GroupPrivacy(Jid account, boolean contactsOnly) {}
