package io.griot.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/** A person or business as an account's address book and usync show it. */
public record WireContact(
    @Nullable Jid pn,
    Jid lid,
    @Nullable String name,
    String pushname,
    boolean isBusiness,
    String about,
    @Nullable String username) {}
