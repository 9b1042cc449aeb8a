package io.griot.contract;

import java.util.Locale;

/** Which WhatsApp a key and its sessions speak to. Fixed for a session when it is started. */
public enum Environment {
  /** The sandbox: keys begin with {@code test_}. */
  TEST,
  /** WhatsApp itself: keys begin with {@code live_}. */
  LIVE;

  /** How an API key of this environment begins. */
  public String keyPrefix() {
    return name().toLowerCase(Locale.ROOT) + "_";
  }
}
