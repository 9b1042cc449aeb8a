package io.griot.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A person or business as an account's address book and usync show it.
 *
 * @param name the name in this account's address book; null when not saved
 * @param username the person's username, if they use one instead of a number; null for most
 */
public record WireContact(
    @Nullable Jid pn,
    Jid lid,
    @Nullable String name,
    String pushname,
    boolean isBusiness,
    String about,
    @Nullable String username) {}
