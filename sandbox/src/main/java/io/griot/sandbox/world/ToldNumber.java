package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** Records that the owner asked for the other's phone number and was told it. Both are LIDs. */
public record ToldNumber(Jid owner, Jid other) {}
