package io.griot.sandbox.protocol;

/** The paired account, as its page sees it. */
public record WireAccount(
    Jid pn, Jid lid, String pushname, Platform platform, boolean isBusiness) {}
