package io.griot.contract;

/**
 * Attributes of {@link Table#OBSERVATIONS}: what the host that has a session last saw of it. A host
 * writes it when something changed, on condition that no newer {@link #TOKEN} has written, and no
 * later {@link #REVISION} under its own. A reader ignores an observation whose generation or token
 * is not that of the {@link SessionItem}.
 *
 * <p>When the page was last heard is not here: that rides on the host's heartbeat ({@link
 * HostItem#PROOFS}).
 */
public final class ObservationItem {
  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** N, unix ms. {@link SessionItem#CREATED_AT} of the generation that was seen. */
  public static final String CREATED_AT = "createdAt";

  /** N. {@link SessionItem#TOKEN} under which it was seen. */
  public static final String TOKEN = "token";

  /**
   * N. How manieth write under {@link #TOKEN} this is. A write that reaches the table late, after
   * its host has given it up and made others, has a lower one and changes nothing. Absent: 0.
   */
  public static final String REVISION = "revision";

  /** N. {@link SessionItem#RESTARTS} that the present browser satisfies. */
  public static final String RESTARTED = "restarted";

  /** S. {@link SocketState}'s name as the page last said it; absent while there is no page. */
  public static final String STATE = "state";

  /**
   * BOOL. The page was usable when last heard: stream mode {@code MAIN}, authenticated, socket
   * {@code CONNECTED}.
   */
  public static final String USABLE = "usable";

  /**
   * N, unix ms by DynamoDB's time. Since when the session is not usable; absent while it is, and
   * before it first was.
   */
  public static final String DOWN_SINCE = "downSince";

  /** N, unix ms. When WhatsApp last sent the page anything, as of the last change. */
  public static final String LAST_EVENT_AT = "lastEventAt";

  /** S. The QR code's text; absent when none is needed. */
  public static final String QR = "qr";

  /** S. What stands in the way, for people: {@code browser_crashed}, {@link #LOGGED_OUT}, … */
  public static final String PROBLEM = "problem";

  /** A {@link #PROBLEM}: the phone unlinked the device, so its owner must link it again. */
  public static final String LOGGED_OUT = "logged_out";

  /**
   * A {@link #PROBLEM}: another login of the same device took the connection, twice within ten
   * minutes. The session waits for a start or a restart.
   */
  public static final String REPLACED = "replaced";

  /**
   * A {@link #PROBLEM}: the page deleted its data because its storage failed. They are put back,
   * and it is started again.
   */
  public static final String STORAGE_FAILED = "storage_failed";

  /**
   * A {@link #PROBLEM}: the profile may be older than what people have been sent, and its page
   * cannot drop its Signal sessions. What it sent would not be read, so nothing is.
   */
  public static final String SIGNAL_NOT_RESET = "signal_not_reset";

  /** A {@link #PROBLEM}: WhatsApp asks for the account's passkey before it links the device. */
  public static final String PASSKEY_REQUIRED = "passkey_required";

  /** SS. The operations that this page's version of WhatsApp Web cannot do; absent when none. */
  public static final String UNAVAILABLE = "unavailable";

  /**
   * S. What WhatsApp limits the account in, as JSON, the {@code AccountLimits} of {@code
   * openapi.yaml}; absent while nothing does.
   */
  public static final String LIMITS = "limits";

  /**
   * BOOL. Whether the page is usable while what came while the device was away is not through yet.
   * Absent: false.
   */
  public static final String CATCHING_UP = "catchingUp";

  private ObservationItem() {}
}
