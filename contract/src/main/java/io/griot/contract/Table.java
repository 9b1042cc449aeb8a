package io.griot.contract;

import java.util.List;
import java.util.Optional;

/**
 * The DynamoDB tables. The local stack creates them from this definition, and the cloud's templates
 * are checked against it. All keys are strings; all tables are billed on demand. The names of
 * items' attributes are in {@link ApiKeyItem}, {@link CustomerItem}, {@link SessionItem}, {@link
 * ObservationItem}, {@link HostItem}, {@link CommandItem}, {@link HeldItem}, {@link EndingItem},
 * {@link StillLinkedItem}, {@link PairingLinkItem}, {@link WebhookItem}, {@link EventLogItem},
 * {@link SendingItem}, {@link PlanItem}, {@link LedgerItem}, {@link PaymentItem}, {@link LimitItem}
 * and {@link UsageItem}.
 */
public enum Table {
  API_KEYS(
      "api-keys",
      ApiKeyItem.KEY_HASH,
      Optional.of(ApiKeyItem.FORGOTTEN_AT),
      List.of(new Index(Table.CUSTOMER_INDEX, ApiKeyItem.CUSTOMER_ID, Optional.empty()))),
  CUSTOMERS("customers", CustomerItem.CUSTOMER_ID, Optional.empty(), List.of()),
  SESSIONS(
      "sessions",
      SessionItem.SESSION_ID,
      Optional.empty(),
      List.of(
          new Index(Table.CUSTOMER_INDEX, SessionItem.CUSTOMER_ID, Optional.empty()),
          new Index(Table.OWNER_INDEX, SessionItem.OWNER, Optional.empty()),
          new Index(
              Table.WAITING_INDEX, SessionItem.WAITING, Optional.of(SessionItem.WAITING_RANK)))),
  OBSERVATIONS("observations", ObservationItem.SESSION_ID, Optional.empty(), List.of()),
  HOSTS("hosts", HostItem.HOST_ID, Optional.of(HostItem.EXPIRES_AT), List.of()),
  COMMANDS(
      "commands",
      CommandItem.COMMAND_ID,
      Optional.of(CommandItem.EXPIRES_AT),
      List.of(
          new Index(
              Table.PENDING_INDEX,
              CommandItem.PENDING_IN,
              Optional.of(CommandItem.PENDING_UNTIL)))),
  /**
   * A table with a sort key and not an index, because reads must be ordered and consistent; an
   * index is eventually consistent.
   */
  HELD(
      "held",
      HeldItem.GENERATION,
      Optional.of(HeldItem.POSITION),
      Optional.of(HeldItem.EXPIRES_AT),
      List.of()),
  ENDINGS("endings", EndingItem.GENERATION, Optional.empty(), List.of()),
  STILL_LINKED(
      "still-linked",
      StillLinkedItem.SESSION_ID,
      Optional.of(StillLinkedItem.EXPIRES_AT),
      List.of()),
  PAIRING_LINKS(
      "pairing-links",
      PairingLinkItem.SESSION_ID,
      Optional.of(PairingLinkItem.FORGOTTEN_AT),
      List.of()),
  WEBHOOKS("webhooks", WebhookItem.SCOPE, Optional.empty(), List.of()),
  /** Read in the order of its sort key. A writer continues where the last one stopped. */
  EVENTS(
      "events",
      EventLogItem.LOG,
      Optional.of(EventLogItem.POSITION),
      Optional.of(EventLogItem.EXPIRES_AT),
      List.of()),
  SENDING("sending", SendingItem.SCOPE, Optional.of(SendingItem.EXPIRES_AT), List.of()),
  PLANS("plans", PlanItem.PLAN_ID, Optional.empty(), List.of()),
  LEDGER(
      "ledger",
      LedgerItem.ENTRY,
      Optional.empty(),
      List.of(
          new Index(Table.CUSTOMER_INDEX, LedgerItem.CUSTOMER_ID, Optional.of(LedgerItem.AT)),
          new Index(Table.MONTH_INDEX, LedgerItem.MONTH, Optional.of(LedgerItem.AT)))),
  PAYMENTS(
      "payments",
      PaymentItem.PAYMENT,
      Optional.of(PaymentItem.EXPIRES_AT),
      List.of(
          new Index(Table.PARKED_INDEX, PaymentItem.PARKED, Optional.of(PaymentItem.PARKED_AT)))),
  LIMITS("limits", LimitItem.SCOPE, Optional.of(LimitItem.EXPIRES_AT), List.of()),
  USAGE(
      "usage",
      UsageItem.CUSTOMER_ID,
      Optional.of(UsageItem.SLICE),
      Optional.of(UsageItem.EXPIRES_AT),
      List.of());

  /** A customer's items of a table. */
  public static final String CUSTOMER_INDEX = "byCustomer";

  /**
   * The sessions of a host. Eventually consistent: it proposes candidates, a conditional write
   * decides.
   */
  public static final String OWNER_INDEX = "byOwner";

  /** The sessions that want a host and have none, in the order in which hosts take them. */
  public static final String WAITING_INDEX = "byWaiting";

  /** A session's pending commands that have not started, the first to expire first. */
  public static final String PENDING_INDEX = "byPending";

  /** A month's entries of the ledger, by time. */
  public static final String MONTH_INDEX = "byMonth";

  /** Payments that wait for the operator, the oldest first. */
  public static final String PARKED_INDEX = "byParked";

  private final String suffix;
  private final String partitionKey;
  private final Optional<String> sortKey;
  private final Optional<String> timeToLive;

  @SuppressWarnings("ImmutableEnumChecker") // always List.of(…), which is immutable
  private final List<Index> indexes;

  Table(String suffix, String partitionKey, Optional<String> timeToLive, List<Index> indexes) {
    this(suffix, partitionKey, Optional.empty(), timeToLive, indexes);
  }

  Table(
      String suffix,
      String partitionKey,
      Optional<String> sortKey,
      Optional<String> timeToLive,
      List<Index> indexes) {
    this.suffix = suffix;
    this.partitionKey = partitionKey;
    this.sortKey = sortKey;
    this.timeToLive = timeToLive;
    this.indexes = indexes;
  }

  /** The table's name without the installation's prefix. */
  public String suffix() {
    return suffix;
  }

  public String partitionKey() {
    return partitionKey;
  }

  /** The sort key's attribute; empty when the partition key alone identifies an item. */
  public Optional<String> sortKey() {
    return sortKey;
  }

  /** The attribute (unix seconds) after which DynamoDB may delete an item. */
  public Optional<String> timeToLive() {
    return timeToLive;
  }

  public List<Index> indexes() {
    return indexes;
  }

  /**
   * A global secondary index that projects only keys. Items without the index's keys are not in it.
   *
   * @param sortKey empty when the index has none
   */
  public record Index(String name, String partitionKey, Optional<String> sortKey) {}
}
