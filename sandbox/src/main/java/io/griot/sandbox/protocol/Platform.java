package io.griot.sandbox.protocol;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The app on the account's phone, by WhatsApp's own names. */
public enum Platform {
  /** WhatsApp on Android. */
  @JsonProperty("android")
  ANDROID,
  /** WhatsApp on an iPhone. */
  @JsonProperty("iphone")
  IPHONE,
  /** WhatsApp Business on Android. */
  @JsonProperty("smba")
  SMBA,
  /** WhatsApp Business on an iPhone. */
  @JsonProperty("smbi")
  SMBI;

  /** Whether the account is a business one. */
  public boolean isBusiness() {
    return this == SMBA || this == SMBI;
  }
}
