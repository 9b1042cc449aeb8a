package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The account's quota of new chats in a cycle, in the form of WhatsApp's server: unix seconds as
 * text.
 */
public record WireCapping(
    @JsonProperty("capping_status") String status,
    @JsonProperty("total_quota") int total,
    @JsonProperty("used_quota") int used,
    @JsonProperty("cycle_start_timestamp") @Nullable String start,
    @JsonProperty("cycle_end_timestamp") @Nullable String end,
    @JsonProperty("ote_status") String oneTimeExtension,
    @JsonProperty("mv_status") String verified)
    implements Answer {}
