package io.griot.sandbox.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A channel as an account sees it; creation in unix seconds.
 *
 * @param membership {@code owner}, {@code admin}, {@code subscriber} or {@code guest}
 * @param unreadCount how many of its messages came since the account last looked
 * @param reactions which reactions it takes: {@code all}, {@code basic} or {@code none}
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
