package io.griot.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A channel as an account sees it; creation in unix seconds.
 *
 * @param membership {@code owner}, {@code admin}, {@code subscriber} or {@code guest}
 * @param unreadCount the number of messages since the account last read it
 * @param reactions the allowed reactions: {@code all}, {@code basic} or {@code none}
 * @param picture a data URL
 */
public record WireChannel(
    Jid id,
    String name,
    String description,
    String inviteCode,
    long creation,
    int subscribers,
    String membership,
    boolean muted,
    int unreadCount,
    String reactions,
    @Nullable String picture) {}
