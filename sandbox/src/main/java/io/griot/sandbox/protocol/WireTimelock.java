package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whether the account may write to people who were not in contact with it recently, in the form of
 * WhatsApp's server: unix seconds as text.
 */
public record WireTimelock(
    @JsonProperty("is_active") boolean isActive,
    @JsonProperty("time_enforcement_ends") @Nullable String ends,
    @JsonProperty("enforcement_type") @Nullable String type)
    implements Answer {}
