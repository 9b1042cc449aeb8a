package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** A block of {@code blocked} by {@code owner}; both are LIDs. */
record Block(Jid owner, Jid blocked) {}
