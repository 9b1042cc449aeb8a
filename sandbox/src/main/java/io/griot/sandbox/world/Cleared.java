package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** That {@code owner} has emptied a chat: its first {@code messages} messages are not shown. */
record Cleared(Jid owner, Jid chat, int messages) {}
