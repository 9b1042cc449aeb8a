package io.griot.contract;

/**
 * Attributes of {@link Table#OBSERVATIONS}: the last state of a session that its host saw. A host
 * writes it when something changed, on condition that no newer {@link #TOKEN} and no later {@link
 * #REVISION} of its own has been written. A reader ignores an observation whose generation or token
 * is not that of the {@link SessionItem}.
 *
 * <p>The page's last sign of life is not here: it is part of the host's heartbeat ({@link
 * HostItem#PROOFS}).
 */
public final class ObservationItem {
  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** N, unix ms. {@link SessionItem#CREATED_AT} of the observed generation. */
  public static final String CREATED_AT = "createdAt";

  /** N. {@link SessionItem#TOKEN} of the observing host. */
  public static final String TOKEN = "token";

  /**
   * N. The number of the write under {@link #TOKEN}. A delayed write, which arrives after its host
   * has given it up and made others, has a lower number and changes nothing. Absent: 0.
   */
  public static final String REVISION = "revision";

  /** N. {@link SessionItem#RESTARTS} that the current browser satisfies. */
  public static final String RESTARTED = "restarted";

  /** S. {@link SocketState}'s name as the page last reported it; absent while there is no page. */
  public static final String STATE = "state";

  /**
   * BOOL. Whether the page was usable at its last report: stream mode {@code MAIN}, authenticated,
   * socket {@code CONNECTED}.
   */
  public static final String USABLE = "usable";

  /**
   * N, unix ms by DynamoDB's time. The time since which the session is not usable; absent while it
   * is, and before it first was.
   */
  public static final String DOWN_SINCE = "downSince";

  /** N, unix ms. The time at which WhatsApp last sent the page anything, as of the last change. */
  public static final String LAST_EVENT_AT = "lastEventAt";

  /** S. The QR code's text; absent when none is needed. */
  public static final String QR = "qr";

  /** S. The problem of the session, for people: {@code browser_crashed}, {@link #LOGGED_OUT}, … */
  public static final String PROBLEM = "problem";

  /** A {@link #PROBLEM}: the phone unlinked the device, so its owner must link it again. */
  public static final String LOGGED_OUT = "logged_out";

  /**
   * A {@link #PROBLEM}: another login of the same device took the connection, twice within ten
   * minutes. The session waits for a start or a restart.
   */
  public static final String REPLACED = "replaced";

  /**
   * A {@link #PROBLEM}: the page deleted its data because its storage failed. The host restores the
   * data and starts the page again.
   */
  public static final String STORAGE_FAILED = "storage_failed";

  /**
   * A {@link #PROBLEM}: the profile may be older than the messages that were sent from it, and the
   * page cannot drop its Signal sessions. Recipients could not decrypt its messages, so nothing is
   * sent.
   */
  public static final String SIGNAL_NOT_RESET = "signal_not_reset";

  /** A {@link #PROBLEM}: WhatsApp asks for the account's passkey before it links the device. */
  public static final String PASSKEY_REQUIRED = "passkey_required";

  /**
   * SS. The operations that this page's version of WhatsApp Web does not support; absent when there
   * are none.
   */
  public static final String UNAVAILABLE = "unavailable";

  /**
   * S. WhatsApp's limits of the account as JSON, the {@code AccountLimits} of {@code openapi.yaml};
   * absent when there are none.
   */
  public static final String LIMITS = "limits";

  /**
   * BOOL. Whether the usable page still receives messages from while the device was offline.
   * Absent: false.
   */
  public static final String CATCHING_UP = "catchingUp";

  private ObservationItem() {}
}
