package io.griot.functions.aws;

import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.DynamoTime;
import io.griot.dynamo.Item;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.StoredObservation;
import io.griot.functions.supervision.SupervisedSessionStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * All sessions and hosts in DynamoDB, by scans. A scan costs a read unit per 4 KB: a thousand
 * sessions of 0.4 KB cost 100 units, and single reads would cost 1000. Thread-safe.
 */
public final class DynamoSupervisedSessionStore implements SupervisedSessionStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoSupervisedSessionStore.class);

  private final DynamoDbClient tables;
  private final DynamoTable table;
  private final DynamoTable hosts;
  private final DynamoTable observations;
  private final DynamoSessionStore sessions;
  private final DynamoTime time;

  /**
   * @param clock used if DynamoDB's answers do not contain the time
   */
  public DynamoSupervisedSessionStore(
      DynamoDbClient tables, Names names, DynamoSessionStore sessions, InstantSource clock) {
    this.tables = tables;
    this.table = new DynamoTable(tables, names, Table.SESSIONS);
    this.hosts = new DynamoTable(tables, names, Table.HOSTS);
    this.observations = new DynamoTable(tables, names, Table.OBSERVATIONS);
    this.sessions = sessions;
    this.time = new DynamoTime(clock);
  }

  /** The items of a scan, and DynamoDB's time of its first page. */
  private record Scan(List<Item> items, Instant at) {}

  /**
   * Reads hosts, then sessions. If a session's host appeared in between, the host is missing and
   * its heartbeat is read separately.
   */
  @Override
  public Snapshot read(Instant now) {
    Scan hostScan = scan(hosts);
    List<Host> found =
        hostScan.items().stream()
            .map(item -> item.readable(HostItem.HOST_ID, SessionItems::host))
            .flatMap(Optional::stream)
            .toList();
    Map<String, Host> hostsById =
        found.stream().collect(Collectors.toMap(Host::id, Function.identity()));
    List<Item> items = table.scan().toList();
    Map<String, StoredObservation> seen = observations();
    List<SessionView> views = new ArrayList<>();
    int unknown = 0;
    for (Item item : items) {
      Optional<Session> session =
          item.readable(SessionItem.SESSION_ID, one -> SessionItems.session(inToday(one, now)));
      if (session.isEmpty()) {
        unknown++;
        continue;
      }
      views.add(
          new SessionView(
              session.get(),
              Optional.ofNullable(seen.get(session.get().id().value())),
              session.get().owner().map(hostsById::get),
              hostScan.at()));
    }
    return new Snapshot(views, found, hostScan.at(), unknown);
  }

  private Map<String, StoredObservation> observations() {
    Map<String, StoredObservation> seen = new HashMap<>();
    observations
        .scan()
        .forEach(item ->
            seen.put(item.text(ObservationItem.SESSION_ID), SessionItems.observation(item)));
    return seen;
  }

  private Scan scan(DynamoTable of) {
    List<Item> items = new ArrayList<>();
    Optional<Instant> at = Optional.empty();
    for (ScanResponse page :
        tables.scanPaginator(scan -> scan.tableName(of.name()).consistentRead(true))) {
      at = at.or(() -> Optional.of(time.of(page)));
      page.items().forEach(item -> items.add(new Item(item)));
    }
    return new Scan(items, at.orElseThrow());
  }

  private Item inToday(Item item, Instant now) {
    return SessionItems.isOld(item) ? migrated(item, now) : item;
  }

  /** The item in the current form; unchanged, for the next round, if it was written in between. */
  private Item migrated(Item item, Instant now) {
    SessionId id = new SessionId(item.text(SessionItem.SESSION_ID));
    boolean done = write(OldForm.migration(item, now), table.key(id.value()));
    log.atInfo().addKeyValue("sessionId", id).addKeyValue("done", done).log("session.migrated");
    return done ? table.get(table.key(id.value())).orElse(item) : item;
  }

  private boolean write(Write write, Map<String, AttributeValue> key) {
    try {
      return table.tryUpdate(key, write);
    } catch (TransactionConflictException e) {
      return false;
    }
  }

  @Override
  public boolean change(Session seen, Session changed) {
    return sessions.change(seen, changed);
  }

  @Override
  public boolean end(Session seen, Instant at) {
    return sessions.end(seen, at);
  }

  /**
   * Releases a session in one transaction, on condition that the session is as seen, and that the
   * host's heartbeat is as seen or the host absent.
   */
  @Override
  public boolean release(Session seen, Optional<Host> host, Session released) {
    String owner =
        seen.owner().orElseThrow(() -> new IllegalArgumentException("the session has no owner"));
    return sessions
        .transact(
            new Transaction()
                .check(hosts, hosts.key(owner), ifBeat(host))
                .update(table, table.key(seen.id().value()), SessionItems.change(seen, released)))
        .isEmpty();
  }

  private static Write ifBeat(Optional<Host> host) {
    return host.map(one -> new Write().ifNumber(HostItem.BEAT, one.beat()))
        .orElseGet(() -> new Write().ifAbsent(HostItem.HOST_ID));
  }

  @Override
  public boolean drain(String host) {
    Write drain = new Write().set(HostItem.DRAIN, Item.ofFlag(true)).ifPresent(HostItem.HOST_ID);
    return hosts.tryUpdate(hosts.key(host), drain);
  }

  @Override
  public void forget(Host host) {
    Write beat = ifBeat(Optional.of(host));
    boolean forgotten =
        sessions.transact(new Transaction().delete(hosts, hosts.key(host.id()), beat)).isEmpty();
    log.atDebug()
        .addKeyValue("hostId", host.id())
        .addKeyValue("done", forgotten)
        .log("host.forgotten");
  }
}
