package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/**
 * The setting for adding an account to groups.
 *
 * @param contactsOnly whether only people in its address book may add it; others may invite it
 */
public record GroupPrivacy(Jid account, boolean contactsOnly) {}
