package io.griot.contract;

/**
 * Attributes of {@link Table#HOSTS}: one item per running session host, its heartbeat. A session
 * belongs to its {@link SessionItem#OWNER} as long as that host's {@link #BEAT} moves.
 *
 * <p>Only the host itself writes its beat, on condition that the item is there and its own. The
 * supervisor writes {@link #DRAIN}; the API adds to {@link #POKES}. Clocks of different hosts are
 * never compared: a reader ages a beat on its own monotonic clock, by {@link #BEAT_MILLIS}.
 */
public final class HostItem {
  /** The {@link #VERSION} that this code writes and understands. */
  public static final long CURRENT_VERSION = 1;

  /** S. The host's id: new for every process. */
  public static final String HOST_ID = "hostId";

  /** N. The version of the item's format. */
  public static final String VERSION = "version";

  /** N. Grows by one with each renewal. */
  public static final String BEAT = "beat";

  /** N, milliseconds. A host whose beat has not changed for this long is dead. */
  public static final String BEAT_MILLIS = "beatMillis";

  /** N, unix ms by DynamoDB's time. The time at which the last renewal was sent. */
  public static final String BEAT_AT = "beatAt";

  /** N, unix ms by DynamoDB's time. */
  public static final String STARTED_AT = "startedAt";

  /** N. The maximum number of sessions that it holds. */
  public static final String SLOTS = "slots";

  /** N. The number of sessions that it holds. */
  public static final String SESSIONS = "sessions";

  /**
   * M of N, by session id: unix ms by DynamoDB's time at which the session's page last gave a sign
   * of life. A session whose page has given none yet is absent.
   */
  public static final String PROOFS = "proofs";

  /**
   * N. Grows when the wanted state of one of its sessions changed, so that the host looks at once.
   * A hint only.
   */
  public static final String POKES = "pokes";

  /** BOOL. The supervisor wants the host to give away all its sessions and take none. */
  public static final String DRAIN = "drain";

  /** BOOL. The host takes no more sessions, because it shuts down or is drained. */
  public static final String CLOSED = "closed";

  /** S. The ARN of the ECS task that it runs in; absent elsewhere. */
  public static final String TASK = "task";

  /**
   * S. The ECS task definition as {@code family:revision}: the version of what the host runs. A
   * task is told nothing more exact. Absent elsewhere.
   */
  public static final String TASK_DEFINITION = "taskDefinition";

  /** N, unix seconds: DynamoDB's time to live, a day after the last renewal. */
  public static final String EXPIRES_AT = "expiresAt";

  private HostItem() {}
}
