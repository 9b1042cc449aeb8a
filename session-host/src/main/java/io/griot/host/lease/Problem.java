package io.griot.host.lease;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What stands in a session's way, for people to read in {@code ObservationItem.PROBLEM}. */
public enum Problem {
  BROWSER_NOT_STARTING,
  BROWSER_CRASHED,
  BROWSER_HUNG,
  BROWSER_TOO_LARGE,
  PROFILE_NOT_RESTORED,
  /** The profile may have gone back, and its page cannot drop what its peers would not read. */
  SIGNAL_NOT_RESET,
  /** The page logged itself out because its storage did not open; the profile is put back. */
  STORAGE_FAILED,
  /** Another login of the same device took the connection, again and again. */
  REPLACED,
  /** WhatsApp asks for the account's passkey before it links the device. */
  PASSKEY_REQUIRED,
  /** The phone removed this device, or WhatsApp did. */
  LOGGED_OUT;

  /** As it is stored: {@code browser_crashed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The problem that {@link #text} names; empty for one that only a newer version knows. */
  static Optional<Problem> ofText(String text) {
    return Arrays.stream(values()).filter(problem -> problem.text().equals(text)).findFirst();
  }
}
