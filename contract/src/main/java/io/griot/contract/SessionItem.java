package io.griot.contract;

/**
 * Attributes of {@link Table#SESSIONS}: the wanted state of a session, and the host that has it.
 * The observed state is in {@link Table#OBSERVATIONS}.
 *
 * <p>The API and the supervisor write the wanted state. Hosts make the observed state follow it. A
 * host's writes are conditional on {@link #OWNER} and {@link #TOKEN}. This item changes rarely:
 * commands are claimed in transactions that check it, and DynamoDB cancels transactions that
 * overlap with another write of the same item.
 */
public final class SessionItem {
  /** The {@link #VERSION} that this code writes and understands. */
  public static final long CURRENT_VERSION = 2;

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /**
   * N. The version of the item's format. Absent in items written before version 2. Items of a newer
   * version are refused ({@link NewerFormException}).
   */
  public static final String VERSION = "version";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link SessionName}. */
  public static final String NAME = "name";

  /** S. {@link Environment}'s name. */
  public static final String ENVIRONMENT = "environment";

  /** N, unix ms. Distinguishes this {@link Generation} from others of the same session. */
  public static final String CREATED_AT = "createdAt";

  /** S. {@link Wanted}'s name. */
  public static final String WANTED = "wanted";

  /**
   * N, unix ms on the writer's clock. The time at which {@link #WANTED} last changed. A session
   * does not count as down before it.
   */
  public static final String WANTED_AT = "wantedAt";

  /** N. The number of restarts that were requested. Absent: 0. */
  public static final String RESTARTS = "restarts";

  /**
   * S. {@link StopReason}'s name: the reason why the session was stopped without its customer's
   * request.
   */
  public static final String STOP_REASON = "stopReason";

  /**
   * N, unix ms. The time at which a caller last asked for the QR or pairing code, exact to a
   * minute. Absent before the first.
   */
  public static final String CODE_ASKED_AT = "codeAskedAt";

  /** S. The host that has the session; absent while none has. */
  public static final String OWNER = "owner";

  /** N. The fencing token: grows by one each time a host takes the session, and never falls. */
  public static final String TOKEN = "token";

  /**
   * S. Always {@link #WAITING_VALUE}. Present while the session wants a host and has none: it makes
   * the index {@link Table#WAITING_INDEX} sparse.
   */
  public static final String WAITING = "waiting";

  /** The one value of {@link #WAITING}. */
  public static final String WAITING_VALUE = "waiting";

  /**
   * S. The session's place in the order of waiting sessions: {@link #waitingRank}. Present together
   * with {@link #WAITING}.
   */
  public static final String WAITING_RANK = "waitingRank";

  /** N, unix ms. The time at which the account was linked; absent while no phone is linked. */
  public static final String LINKED_AT = "linkedAt";

  /** S. The S3 key of the newest profile checkpoint; absent before the first. */
  public static final String CHECKPOINT = "checkpoint";

  /**
   * S. {@link #CHECKPOINT}'s key, if that checkpoint was taken after a clean end of its browser.
   * Removed before the next browser starts on the profile. While present, the checkpoint is the
   * profile's latest state. Any other checkpoint may be older than what WhatsApp's peers have seen.
   */
  public static final String LAST_STATE = "lastState";

  /**
   * N, unix ms. The time at which a start was requested while the session was ending. The process
   * that ends it then creates the next generation instead of removing the item. Absent otherwise.
   */
  public static final String START_AGAIN_AT = "startAgainAt";

  /**
   * S. The host that is to give up the session and must not take it again before {@link
   * #MOVE_UNTIL}. The host that takes it removes both. Absent when no move is requested.
   */
  public static final String MOVE_FROM = "moveFrom";

  /** N, unix ms by DynamoDB's time. Present together with {@link #MOVE_FROM}. */
  public static final String MOVE_UNTIL = "moveUntil";

  /**
   * BOOL. True while the customer's subscription is suspended but the session still runs: its host
   * starts no command that changes something. Absent otherwise. The supervisor writes it.
   */
  public static final String SUSPENDED = "suspended";

  private SessionItem() {}

  /**
   * The value of {@link #WAITING_RANK}: linked sessions before sessions that were never linked,
   * then the one that has waited longest.
   *
   * @param sinceMillis the time since which the session waits, in unix ms
   */
  public static String waitingRank(boolean linked, long sinceMillis) {
    return (linked ? "1" : "2") + "#%015d".formatted(sinceMillis);
  }

  /**
   * The time since which a session waits, in unix ms.
   *
   * @param rank a value of {@link #waitingRank}
   */
  public static long waitingSince(String rank) {
    return Long.parseLong(rank.substring(rank.indexOf('#') + 1));
  }
}
