package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** An entry of {@code owner}'s address book; both are LIDs. */
record SavedContact(Jid owner, Jid contact, String name) {}
