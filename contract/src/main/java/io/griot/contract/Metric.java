package io.griot.contract;

/**
 * The metrics that Griot's processes report: the one definition for those who write {@link
 * MetricLine}s, and for the alarms, the scaling and the dashboard that look at them.
 */
public enum Metric {
  /** Sessions that a host could still take. */
  FREE_SLOTS("FreeSlots", Unit.COUNT),
  /** Sessions that a host holds. */
  SESSIONS("Sessions", Unit.COUNT),
  /**
   * Linked sessions that should run, and that no host has or whose page gives no sign of life or is
   * not connected. The supervisor counts them, so a dead host hides none.
   */
  SESSIONS_DOWN("SessionsDown", Unit.COUNT),
  /** Operations that this version of WhatsApp Web cannot do; the most of any session. */
  UNAVAILABLE_OPERATIONS("UnavailableOperations", Unit.COUNT),
  /** Commands that ended as their callers wished. */
  COMMANDS_SUCCEEDED("CommandsSucceeded", Unit.COUNT),
  /** Commands that failed, whoever was to blame but the caller. */
  COMMANDS_FAILED("CommandsFailed", Unit.COUNT),
  /** How long the command that waited longest had waited when it was begun. */
  COMMAND_AGE("CommandAge", Unit.MILLISECONDS),
  /**
   * The share of linked sessions that are down. It is zero while they are three or fewer: those are
   * their customers' own matter.
   */
  SESSIONS_DOWN_SHARE("SessionsDownShare", Unit.PERCENT),
  /** Sessions that want a host and have none; the supervisor counts them. */
  SESSIONS_WAITING("SessionsWaiting", Unit.COUNT),

  /** Session hosts that the supervisor's plan asks for. */
  HOSTS_WANTED("HostsWanted", Unit.COUNT),
  /** Events that a host could not put on their queue, and dropped. */
  EVENTS_DROPPED("EventsDropped", Unit.COUNT),
  /** Memory that a host could still use, of all that it has. */
  FREE_MEMORY("FreeMemory", Unit.PERCENT),
  /** Space that is free on the disk of a host's profiles, of all that it has. */
  FREE_DISK("FreeDisk", Unit.PERCENT),
  /** Days since the packages of a host's image were current, its browser among them. */
  PACKAGES_AGE("PackagesAge", Unit.COUNT),
  /** Events that a customer's receiver took. */
  WEBHOOKS_DELIVERED("WebhooksDelivered", Unit.COUNT),
  /** Attempts that it did not take; the event is tried again. */
  WEBHOOKS_FAILED("WebhooksFailed", Unit.COUNT),
  /** How old the oldest event was that an invocation delivered. */
  WEBHOOK_AGE("WebhookAge", Unit.MILLISECONDS);

  /** The CloudWatch namespace of all of them. */
  public static final String NAMESPACE = "Griot";

  /** The one dimension of all of them; its value is {@link Names#prefix}. */
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

    /** As CloudWatch calls it. */
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

  /** Its name in CloudWatch. */
  public String title() {
    return title;
  }

  public Unit unit() {
    return unit;
  }
}
