package io.griot.sandbox.world;

import io.griot.sandbox.protocol.Jid;

/** The name by which an account is found and shown instead of its phone number. */
public record Username(Jid account, String username) {}
