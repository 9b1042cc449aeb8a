package io.griot.host.lease;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The reason why a session is not usable; people read it in {@code ObservationItem.PROBLEM}. */
public enum Problem {
  BROWSER_NOT_STARTING,
  BROWSER_CRASHED,
  BROWSER_HUNG,
  BROWSER_TOO_LARGE,
  PROFILE_NOT_RESTORED,
  /**
   * The profile may be an older state, and its page cannot drop the Signal keys that peers would
   * reject.
   */
  SIGNAL_NOT_RESET,
  /** The page logged itself out because its storage did not open. The profile is being restored. */
  STORAGE_FAILED,
  /** Another login of the same device keeps taking the connection. */
  REPLACED,
  /** WhatsApp asks for the account's passkey before it links the device. */
  PASSKEY_REQUIRED,
  /** The phone or WhatsApp removed this device. */
  LOGGED_OUT;

  /** The stored text, for example {@code browser_crashed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a stored text; empty for a problem of a newer version. */
  static Optional<Problem> ofText(String text) {
    return Arrays.stream(values()).filter(problem -> problem.text().equals(text)).findFirst();
  }
}
