package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** Records that a person's phone has this sender key. */
record KeyHolder(String key, Jid holder) {}
