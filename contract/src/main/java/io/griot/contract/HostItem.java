package io.griot.contract;

/**
 * Attributes of {@link Table#HOSTS}: one item per running session host, its heartbeat. A session
 * belongs to its {@link SessionItem#OWNER} as long as that host's {@link #BEAT} moves.
 *
 * <p>Only the host itself writes its beat, on condition that the item is there and its own. The
 * supervisor writes {@link #DRAIN}; the API adds to {@link #POKES}. Nobody compares a host's clock
 * with another's: a reader ages a beat on its own monotonic clock, by {@link #BEAT_MILLIS}.
 */
public final class HostItem {
  /** The {@link #VERSION} that this code writes and understands. */
  public static final long CURRENT_VERSION = 1;

  /** S. The host's id: new with every process. */
  public static final String HOST_ID = "hostId";

  /** N. The form of the item. */
  public static final String VERSION = "version";

  /** N. Grows by one with every renewal. */
  public static final String BEAT = "beat";

  /** N, ms. A beat that stands still for so long is a dead host's. */
  public static final String BEAT_MILLIS = "beatMillis";

  /** N, unix ms by DynamoDB's time: when the last renewal was sent. */
  public static final String BEAT_AT = "beatAt";

  /** N, unix ms by DynamoDB's time. */
  public static final String STARTED_AT = "startedAt";

  /** N. How many sessions it holds at most. */
  public static final String SLOTS = "slots";

  /** N. How many it has. */
  public static final String SESSIONS = "sessions";

  /**
   * M. By session id, N: unix ms by DynamoDB's time when the session's page last proved that it
   * lives. Sessions whose page was not heard yet are absent.
   */
  public static final String PROOFS = "proofs";

  /**
   * N. Grows when somebody changed what is wanted of one of its sessions: look now. A hint only.
   */
  public static final String POKES = "pokes";

  /** BOOL. The supervisor wants the host to give all its sessions away and take none. */
  public static final String DRAIN = "drain";

  /** BOOL. The host takes no more sessions: it is ending, or drained. */
  public static final String CLOSED = "closed";

  /** S. The ARN of the ECS task that it runs in; absent elsewhere. */
  public static final String TASK = "task";

  /**
   * S. Names the version of what it runs: the ECS task definition as {@code family:revision}, which
   * is all that a task is told of it; absent elsewhere.
   */
  public static final String TASK_DEFINITION = "taskDefinition";

  /** N, unix seconds: DynamoDB's time to live. A day after the last renewal. */
  public static final String EXPIRES_AT = "expiresAt";

  private HostItem() {}
}
