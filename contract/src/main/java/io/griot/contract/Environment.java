package io.griot.contract;

import java.util.Locale;

/**
 * The WhatsApp that a key and its sessions use: the sandbox or the real one. Fixed for a session
 * when it is started.
 */
public enum Environment {
  /** The sandbox: keys begin with {@code test_}. */
  TEST,
  /** WhatsApp itself: keys begin with {@code live_}. */
  LIVE;

  /** The beginning of an API key of this environment. */
  public String keyPrefix() {
    return name().toLowerCase(Locale.ROOT) + "_";
  }
}
