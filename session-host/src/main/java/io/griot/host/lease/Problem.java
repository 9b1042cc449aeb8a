package io.griot.host.lease;

import java.util.Locale;

/** What stands in a session's way, for people to read in {@code SessionItem.PROBLEM}. */
public enum Problem {
  BROWSER_NOT_STARTING,
  BROWSER_CRASHED,
  BROWSER_HUNG,
  BROWSER_TOO_LARGE,
  PROFILE_NOT_RESTORED,
  LOGGED_OUT;

  /** As it is stored: {@code browser_crashed}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
