package io.griot.contract;

import java.util.Locale;

/** The reason why a session was stopped without its customer's request. */
public enum StopReason {
  /**
   * No phone was linked within {@link SessionLimits#LINK_WITHIN} of the last request for a code.
   */
  NOT_LINKED_IN_TIME,
  /** As {@link #NOT_LINKED_IN_TIME}, for a session that its phone had unlinked. */
  LOGGED_OUT,
  /** Its customer's subscription ended. */
  NOT_PAID,
  /** The operator stopped it. */
  STOPPED_BY_OPERATOR;

  /** The word in {@code /session/status}, such as {@code not_paid}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
