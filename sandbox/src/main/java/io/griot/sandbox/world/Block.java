package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** That {@code owner} has blocked {@code blocked}; both are LIDs. */
record Block(Jid owner, Jid blocked) {}
