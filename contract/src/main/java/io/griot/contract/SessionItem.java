package io.griot.contract;

/**
 * Attributes of {@link Table#SESSIONS}: what is wanted of a session, and which host has it. What
 * the host sees of it is in {@link Table#OBSERVATIONS}.
 *
 * <p>The API and the supervisor write what is wanted. Hosts make the observed follow it. A host's
 * writes are conditional on {@link #OWNER} and {@link #TOKEN}. This item changes rarely: commands
 * are claimed in transactions that check it, and DynamoDB cancels transactions that overlap with
 * another write of the same item.
 */
public final class SessionItem {
  /** The {@link #VERSION} that this code writes and understands. */
  public static final long CURRENT_VERSION = 2;

  /** S. {@link SessionId}. */
  public static final String SESSION_ID = "sessionId";

  /** N. The form of the item. Absent in items from before 2; a larger one is refused by name. */
  public static final String VERSION = "version";

  /** S. {@link CustomerId}. */
  public static final String CUSTOMER_ID = "customerId";

  /** S. {@link SessionName}. */
  public static final String NAME = "name";

  /** S. {@link Environment}'s name. */
  public static final String ENVIRONMENT = "environment";

  /** N, unix ms. Tells this {@link Generation} from the others of the same session. */
  public static final String CREATED_AT = "createdAt";

  /** S. {@link Wanted}'s name. */
  public static final String WANTED = "wanted";

  /**
   * N, unix ms. When {@link #WANTED} last changed, on the writer's clock. A session is not down
   * from before that.
   */
  public static final String WANTED_AT = "wantedAt";

  /** N. How many restarts were asked for. Absent: 0. */
  public static final String RESTARTS = "restarts";

  /** S. Why the session was stopped, when nobody asked for it: {@link StopReason}'s name. */
  public static final String STOP_REASON = "stopReason";

  /**
   * N, unix ms. When a caller last asked for the QR or pairing code, at most a minute late. Absent
   * before the first.
   */
  public static final String CODE_ASKED_AT = "codeAskedAt";

  /** S. The host that has the session; absent while none has. */
  public static final String OWNER = "owner";

  /** N. The fencing token: grows by one whenever a host takes the session, never falls. */
  public static final String TOKEN = "token";

  /**
   * S. Always {@link #WAITING_VALUE}. There while the session wants a host and has none: it makes
   * the index {@link Table#WAITING_INDEX} sparse.
   */
  public static final String WAITING = "waiting";

  /** The one value of {@link #WAITING}. */
  public static final String WAITING_VALUE = "waiting";

  /**
   * S. The place in the order of waiting sessions: {@link #waitingRank}. There together with {@link
   * #WAITING}.
   */
  public static final String WAITING_RANK = "waitingRank";

  /** N, unix ms. When the account was linked; absent while no phone is linked. */
  public static final String LINKED_AT = "linkedAt";

  /** S. The S3 key of the newest profile checkpoint; absent before the first. */
  public static final String CHECKPOINT = "checkpoint";

  /**
   * S. {@link #CHECKPOINT}'s key, when that checkpoint was taken after its browser had ended by
   * itself. Removed before the next browser starts on the profile, so it says: this is the last
   * state there was. What it does not name may be older than what WhatsApp's peers have seen.
   */
  public static final String LAST_STATE = "lastState";

  /**
   * N, unix ms. When the session was started again while it was to end. Whoever ends it then makes
   * the next generation of it instead of removing it. Absent when it was not.
   */
  public static final String START_AGAIN_AT = "startAgainAt";

  /**
   * S. The host that is to give the session to another, and does not take it again before {@link
   * #MOVE_UNTIL}. Whoever takes it removes both. Absent when nobody asked for that.
   */
  public static final String MOVE_FROM = "moveFrom";

  /** N, unix ms by DynamoDB's time. There together with {@link #MOVE_FROM}. */
  public static final String MOVE_UNTIL = "moveUntil";

  /**
   * BOOL. Present and true while the subscription of its customer is suspended, though it runs: its
   * host begins nothing that changes something. The supervisor writes it.
   */
  public static final String SUSPENDED = "suspended";

  private SessionItem() {}

  /**
   * The value of {@link #WAITING_RANK}: linked sessions before sessions that were never linked,
   * then the one that has waited longest.
   *
   * @param sinceMillis unix ms since when the session waits
   */
  public static String waitingRank(boolean linked, long sinceMillis) {
    return (linked ? "1" : "2") + "#%015d".formatted(sinceMillis);
  }

  /**
   * Since when a session waits, in unix ms.
   *
   * @param rank what {@link #waitingRank} made
   */
  public static long waitingSince(String rank) {
    return Long.parseLong(rank.substring(rank.indexOf('#') + 1));
  }
}
