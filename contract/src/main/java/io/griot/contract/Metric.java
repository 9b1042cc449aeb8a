package io.griot.contract;

/**
 * The metrics that Griot's processes report. {@link MetricLine}s, alarms, scaling and the dashboard
 * all use this definition.
 */
public enum Metric {
  /** The number of sessions that a host could still take. */
  FREE_SLOTS("FreeSlots", Unit.COUNT),
  /** The number of sessions that a host holds. */
  SESSIONS("Sessions", Unit.COUNT),
  /**
   * The number of linked sessions that should run but have no host, or whose page gives no sign of
   * life or is not connected. The supervisor counts them, so that sessions of a dead host are
   * counted too.
   */
  SESSIONS_DOWN("SessionsDown", Unit.COUNT),
  /**
   * The number of operations that this version of WhatsApp Web does not support; the maximum of all
   * sessions.
   */
  UNAVAILABLE_OPERATIONS("UnavailableOperations", Unit.COUNT),
  /** The number of commands that succeeded, or failed by the caller's fault. */
  COMMANDS_SUCCEEDED("CommandsSucceeded", Unit.COUNT),
  /** The number of commands that failed for a reason other than the caller's fault. */
  COMMANDS_FAILED("CommandsFailed", Unit.COUNT),
  /** The longest time between acceptance and start of a command. */
  COMMAND_AGE("CommandAge", Unit.MILLISECONDS),
  /**
   * The share of linked sessions that are down. It is zero while three or fewer are down, since
   * that is no fault of the installation.
   */
  SESSIONS_DOWN_SHARE("SessionsDownShare", Unit.PERCENT),
  /** The number of sessions that want a host and have none; the supervisor counts them. */
  SESSIONS_WAITING("SessionsWaiting", Unit.COUNT),
  /** Sessions that are parked; the supervisor counts them. */
  SESSIONS_PARKED("SessionsParked", Unit.COUNT),

  /** The number of session hosts that the supervisor plans. */
  HOSTS_WANTED("HostsWanted", Unit.COUNT),
  /** The number of events that a host could not queue, and dropped. */
  EVENTS_DROPPED("EventsDropped", Unit.COUNT),
  /** The share of a host's memory that is still available. */
  FREE_MEMORY("FreeMemory", Unit.PERCENT),
  /** The share of free space on the disk with a host's profiles. */
  FREE_DISK("FreeDisk", Unit.PERCENT),
  /** The days since the packages of a host's image, its browser among them, were current. */
  PACKAGES_AGE("PackagesAge", Unit.COUNT),
  /** The number of events that a customer's receiver took. */
  WEBHOOKS_DELIVERED("WebhooksDelivered", Unit.COUNT),
  /** The number of delivery attempts that failed; the event is sent again. */
  WEBHOOKS_FAILED("WebhooksFailed", Unit.COUNT),
  /** The age of the oldest event that an invocation delivered. */
  WEBHOOK_AGE("WebhookAge", Unit.MILLISECONDS);

  /** The CloudWatch namespace of all of them. */
  public static final String NAMESPACE = "Griot";

  /** The only dimension of the metrics; its value is {@link Names#prefix}. */
  public static final String DIMENSION = "Installation";

  /** The unit of a value. */
  public enum Unit {
    COUNT("Count"),
    MILLISECONDS("Milliseconds"),
    PERCENT("Percent");

    private final String title;

    Unit(String title) {
      this.title = title;
    }

    /** The unit's name in CloudWatch. */
    public String title() {
      return title;
    }
  }

  private final String title;
  private final Unit unit;

  Metric(String title, Unit unit) {
    this.title = title;
    this.unit = unit;
  }

  /** The metric's name in CloudWatch. */
  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }
}
