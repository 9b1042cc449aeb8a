package io.griot.contract;

import java.util.Locale;

/** Why a session was stopped though its customer did not ask for it. */
public enum StopReason {
  /**
   * No phone was linked within {@link SessionLimits#LINK_WITHIN} of the last request for a code.
   */
  NOT_LINKED_IN_TIME,
  /** As {@link #NOT_LINKED_IN_TIME}, of one that its phone had unlinked. */
  LOGGED_OUT,
  /** Its customer's subscription ended. */
  NOT_PAID,
  /** The operator did it by hand. */
  STOPPED_BY_OPERATOR;

  /** As {@code /session/status} says it: {@code not_paid}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
