package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** An emptied chat: its first {@code messages} messages are not shown to {@code owner}. */
record Cleared(Jid owner, Jid chat, int messages) {}
