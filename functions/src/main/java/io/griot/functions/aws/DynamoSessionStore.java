package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.StillLinkedItem;
import io.griot.contract.Table;
import io.griot.dynamo.BatchGet;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.DynamoTime;
import io.griot.dynamo.EndNotes;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import io.griot.functions.session.Host;
import io.griot.functions.session.Patience;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionStore;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.StoredObservation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/** Sessions in DynamoDB, with their observations. Thread-safe. */
public final class DynamoSessionStore implements SessionStore {
  /** Two items are read per session. */
  private static final int SESSIONS_AT_ONCE = BatchGet.MAX_KEYS / 2;

  /**
   * The number of retries of a transaction. All starts and ends of a customer's sessions change one
   * counter, so concurrent ones conflict. Each retry waits a random time below the pause, which
   * doubles.
   */
  private static final int REPETITIONS = 5;

  /** The index of the customer's counter in the transaction that ends a session. */
  private static final int COUNTER = 1;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private final DynamoDbClient tables;
  private final DynamoTable sessions;
  private final DynamoTable observations;
  private final DynamoTable customers;
  private final EndNotes endNotes;
  private final DynamoTable stillLinked;
  private final DynamoHostStore hosts;
  private final DynamoTime time;
  private final Patience.Pause pause;

  /**
   * @param clock used if DynamoDB's answers do not contain the time
   */
  public DynamoSessionStore(
      DynamoDbClient tables, Names names, DynamoHostStore hosts, InstantSource clock) {
    this(tables, names, hosts, clock, Patience.realPause());
  }

  /**
   * @param pause waits between tries
   */
  DynamoSessionStore(
      DynamoDbClient tables,
      Names names,
      DynamoHostStore hosts,
      InstantSource clock,
      Patience.Pause pause) {
    this.tables = tables;
    this.sessions = new DynamoTable(tables, names, Table.SESSIONS);
    this.observations = new DynamoTable(tables, names, Table.OBSERVATIONS);
    this.customers = new DynamoTable(tables, names, Table.CUSTOMERS);
    this.endNotes = new EndNotes(tables, names);
    this.stillLinked = new DynamoTable(tables, names, Table.STILL_LINKED);
    this.hosts = hosts;
    this.time = new DynamoTime(clock);
    this.pause = pause;
  }

  @Override
  public Optional<SessionView> find(SessionId session) {
    return views(List.of(session)).stream().findFirst();
  }

  /** A customer's sessions: reads the index, then each session consistently. */
  @Override
  public List<SessionView> of(CustomerId customer) {
    List<SessionId> ids =
        sessions
            .query(Query.of(SessionItem.CUSTOMER_ID, customer.value()).in(Table.CUSTOMER_INDEX))
            .map(item -> new SessionId(item.text(SessionItem.SESSION_ID)))
            .toList();
    List<SessionView> views = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += SESSIONS_AT_ONCE) {
      views.addAll(views(ids.subList(from, Math.min(ids.size(), from + SESSIONS_AT_ONCE))));
    }
    return views;
  }

  /** Reads sessions and observations consistently in one request, then their hosts. */
  private List<SessionView> views(List<SessionId> ids) {
    List<Map<String, AttributeValue>> keys =
        ids.stream().map(id -> sessions.key(id.value())).toList();
    BatchGet.Found found = new BatchGet(tables).of(sessions, keys).of(observations, keys).read();
    Map<String, StoredObservation> seen = new HashMap<>();
    found
        .in(observations)
        .forEach(item ->
            seen.put(item.text(ObservationItem.SESSION_ID), SessionItems.observation(item)));
    Instant now = time.of(found.last());
    List<SessionView> views = new ArrayList<>();
    for (Item item : found.in(sessions)) {
      Session session = SessionItems.session(item);
      Optional<Host> host = session.owner().flatMap(hosts::find);
      views.add(
          new SessionView(session, Optional.ofNullable(seen.get(session.id().value())), host, now));
    }
    return views;
  }

  @Override
  public Optional<Instant> newestSeen(SessionId session) {
    return observations
        .get(observations.key(session.value()))
        .flatMap(item -> item.instant(ObservationItem.CREATED_AT));
  }

  /**
   * Creates a session in one transaction: the item, on condition that it does not exist; the
   * customer's counter, on condition that it is below the quota. The SDK's retry has the same
   * token, so it makes no second start.
   */
  @Override
  public Creation create(Session session, int planned) {
    Optional<Cancellation> failure =
        transact(
            new Transaction()
                .put(sessions, sessions.key(session.id().value()), SessionItems.creation(session))
                .update(
                    customers,
                    customers.key(session.customer().value()),
                    oneMore(session, planned)));
    if (failure.isEmpty()) {
      return Creation.CREATED;
    }
    if (failure.get().isRefused(0)) {
      return Creation.EXISTS;
    }
    return failure.get().isRefused(1) ? Creation.QUOTA_EXCEEDED : Creation.BUSY;
  }

  private static Write oneMore(Session session, int planned) {
    Write write = new Write().ifPresent(CustomerItem.CUSTOMER_ID).ifAbsent(CustomerItem.DELETED_AT);
    String count = write.name(CustomerItem.sessionsOf(session.environment()));
    String quota = write.name(CustomerItem.quotaOf(session.environment()));
    String otherwise = write.value(Item.ofNumber(planned));
    String none = write.value(Item.ofNumber(0));
    String counted = "attribute_exists(" + count + ") AND " + count + " < ";
    String uncounted = "attribute_not_exists(" + count + ") AND " + none + " < ";
    String granted = quota + " AND attribute_exists(" + quota + ")";
    String unplanned = otherwise + " AND attribute_not_exists(" + quota + ")";
    return write
        .ifTrue(
            String.join(
                " OR ",
                counted + granted,
                counted + unplanned,
                uncounted + granted,
                uncounted + unplanned))
        .add(CustomerItem.sessionsOf(session.environment()), 1);
  }

  @Override
  public boolean change(Session seen, Session changed) {
    return write(seen, SessionItems.change(seen, changed));
  }

  @Override
  public boolean move(Session seen, Instant until) {
    return write(seen, SessionItems.move(seen, until));
  }

  private boolean write(Session seen, Write write) {
    try {
      return sessions.tryUpdate(sessions.key(seen.id().value()), write);
    } catch (TransactionConflictException e) {
      return false; // hosts claim commands in transactions that check this item
    }
  }

  /**
   * Ends a session in one transaction: the item, the records of the ending, the customer's counter.
   * A deleted customer does not prevent a session's end.
   */
  @Override
  public boolean end(Session seen, Instant at) {
    if (seen.startAgainAt().isPresent()) {
      // The number of the customer's sessions does not change.
      Write next = SessionItems.nextGeneration(seen, seen.nextGeneration(at));
      Transaction change =
          new Transaction().update(sessions, sessions.key(seen.id().value()), next);
      return transact(noted(change, seen, at)).isEmpty();
    }
    Write oneLess =
        new Write()
            .ifPresent(CustomerItem.CUSTOMER_ID)
            .add(CustomerItem.sessionsOf(seen.environment()), -1);
    Transaction counted =
        removal(seen).update(customers, customers.key(seen.customer().value()), oneLess);
    Optional<Cancellation> failure = transact(noted(counted, seen, at));
    return failure.filter(why -> why.isRefusedOnly(COUNTER)).isPresent()
        ? transact(noted(removal(seen), seen, at)).isEmpty()
        : failure.isEmpty();
  }

  private Transaction removal(Session seen) {
    return new Transaction()
        .delete(sessions, sessions.key(seen.id().value()), SessionItems.ifAsSeen(seen));
  }

  /**
   * Adds the records of the ending. A session that ends without a host stays linked on its phone.
   */
  private Transaction noted(Transaction end, Session seen, Instant at) {
    return endNotes.add(end, seen.generation(), seen.environment(), seen.linked(), at);
  }

  @Override
  public Optional<StillLinked> stillLinked(SessionId session) {
    return stillLinked
        .get(stillLinked.key(session.value()))
        .map(item ->
            new StillLinked(
                new Generation(session, item.requiredInstant(StillLinkedItem.CREATED_AT)),
                Environment.valueOf(item.text(StillLinkedItem.ENVIRONMENT)),
                item.requiredInstant(StillLinkedItem.ENDED_AT)));
  }

  /**
   * Makes all writes or none. Retried while conflicts with other transactions are the only reason
   * for a cancellation; a cancelled transaction has written nothing.
   *
   * @return the reason why they were not made: other writes
   */
  Optional<Cancellation> transact(Transaction writes) {
    Duration longest = FIRST_PAUSE;
    Optional<Cancellation> failure = transactOnce(writes);
    for (int repetition = 0;
        repetition < REPETITIONS && failure.filter(Cancellation::isConflict).isPresent();
        repetition++) {
      if (!passSome(longest)) {
        return failure;
      }
      longest = longest.multipliedBy(2);
      failure = transactOnce(writes);
    }
    return failure;
  }

  /**
   * @return false when the thread was interrupted
   */
  private boolean passSome(Duration longest) {
    try {
      pause.pass(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest.toNanos())));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Writes once. A cancellation for a reason other than a condition or a conflict is thrown. */
  private Optional<Cancellation> transactOnce(Transaction writes) {
    Optional<Cancellation> failure = writes.write(tables);
    if (failure.isPresent() && !failure.get().isOfOthers()) {
      throw failure.get().cause();
    }
    return failure;
  }
}
