package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.NewerFormException;
import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.dynamo.BatchGet;
import io.griot.dynamo.Cancellation;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Query;
import io.griot.dynamo.Transaction;
import io.griot.dynamo.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores leases in the sessions table. Thread-safe; blocks for each request. */
public final class DynamoLeaseStore implements LeaseStore {
  private static final Logger log = LoggerFactory.getLogger(DynamoLeaseStore.class);

  /** Attempts to release a lease when the session's wanted state changes meanwhile. */
  private static final int RELEASE_TRIES = 3;

  private final DynamoDbClient dynamoDb;
  private final DynamoTable sessions;
  private final DynamoTable hosts;
  private final DynamoTable pairingLinks;
  private final DynamoSessionEnds ends;

  public DynamoLeaseStore(DynamoDbClient dynamoDb, Names names) {
    this.dynamoDb = dynamoDb;
    this.sessions = new DynamoTable(dynamoDb, names, Table.SESSIONS);
    this.hosts = new DynamoTable(dynamoDb, names, Table.HOSTS);
    this.pairingLinks = new DynamoTable(dynamoDb, names, Table.PAIRING_LINKS);
    this.ends = new DynamoSessionEnds(dynamoDb, names);
  }

  @Override
  public List<SessionId> waiting(int max) {
    return sessions
        .query(
            Query.of(SessionItem.WAITING, SessionItem.WAITING_VALUE)
                .in(Table.WAITING_INDEX)
                .atMost(max))
        .map(DynamoLeaseStore::idIn)
        .toList();
  }

  @Override
  public List<SessionId> ownedBy(String host) {
    return sessions
        .query(Query.of(SessionItem.OWNER, host).in(Table.OWNER_INDEX))
        .map(DynamoLeaseStore::idIn)
        .toList();
  }

  @Override
  public Stored read(Collection<SessionId> wanted) {
    List<SessionId> ids = wanted.stream().distinct().toList();
    List<SessionRecord> known = new ArrayList<>();
    Set<SessionId> unknown = new HashSet<>();
    for (int from = 0; from < ids.size(); from += BatchGet.MAX_KEYS) {
      List<SessionId> batch = ids.subList(from, Math.min(from + BatchGet.MAX_KEYS, ids.size()));
      for (Item item : readAll(batch)) {
        try {
          known.add(recordOf(item));
        } catch (UnknownItemException e) {
          unknown.add(idIn(item));
          log.atError()
              .addKeyValue("sessionId", idIn(item))
              .addKeyValue("reason", e.getMessage())
              .log("session.not_understood");
        }
      }
    }
    return new Stored(known, unknown);
  }

  private List<Item> readAll(List<SessionId> ids) {
    return new BatchGet(dynamoDb)
        .of(sessions, ids.stream().map(this::key).toList())
        .read()
        .in(sessions);
  }

  private Map<String, AttributeValue> key(SessionId session) {
    return sessions.key(session.value());
  }

  /** Only this host writes its id, and only here, so the next token proves this write's effect. */
  @Override
  public Optional<Long> take(SessionRecord seen, String host) {
    long token = seen.token() + 1;
    boolean taken =
        sessions.updateOnce(
            key(seen.id()),
            taking(seen, host),
            item ->
                item.optionalText(SessionItem.OWNER).equals(Optional.of(host))
                    && item.count(SessionItem.TOKEN) == token);
    return taken ? Optional.of(token) : Optional.empty();
  }

  @Override
  public Optional<Long> takeFrom(HostRecord dead, SessionRecord seen, String host) {
    Write standsStill = new Write().ifIsOrAbsent(HostItem.BEAT, Item.ofNumber(dead.beat()));
    Optional<Cancellation> failure =
        new Transaction()
            .check(hosts, hosts.key(dead.id()), standsStill)
            .update(sessions, key(seen.id()), taking(seen, host))
            .write(dynamoDb);
    if (failure.isEmpty()) {
      return Optional.of(seen.token() + 1);
    }
    if (failure.get().isRefused()) {
      return Optional.empty();
    }
    throw failure.get().cause();
  }

  private static Write taking(SessionRecord seen, String host) {
    return ifAsSeen(seen)
        .set(SessionItem.OWNER, Item.ofText(host))
        .set(SessionItem.TOKEN, Item.ofNumber(seen.token() + 1))
        .remove(SessionItem.WAITING)
        .remove(SessionItem.WAITING_RANK)
        .remove(SessionItem.MOVE_FROM)
        .remove(SessionItem.MOVE_UNTIL);
  }

  @Override
  public void release(Lease lease, Instant since) {
    for (int tries = 0; tries < RELEASE_TRIES; tries++) {
      Stored stored = read(List.of(lease.session()));
      if (stored.unknown().contains(lease.session())) {
        // A host of the newer version then makes it wait for a host.
        boolean _ = write(lease.session(), ifOurs(lease).remove(SessionItem.OWNER));
        return;
      }
      Optional<SessionRecord> now = stored.known().stream().findFirst();
      if (now.filter(record -> record.isHeldBy(lease)).isEmpty() || releaseOf(now.get(), since)) {
        return;
      }
    }
    throw SdkClientException.create("lease " + lease + " could not be released");
  }

  @Override
  public boolean releaseOf(SessionRecord seen, Instant since) {
    Write release = ifAsSeen(seen).remove(SessionItem.OWNER);
    if (seen.wantsHost()) {
      release
          .set(SessionItem.WAITING, Item.ofText(SessionItem.WAITING_VALUE))
          .set(
              SessionItem.WAITING_RANK,
              Item.ofText(SessionItem.waitingRank(seen.linked(), since.toEpochMilli())));
    } else {
      release.remove(SessionItem.WAITING).remove(SessionItem.WAITING_RANK);
    }
    return write(seen.id(), release);
  }

  @Override
  public boolean setCheckpoint(Lease lease, String key, boolean isLastState) {
    Write write =
        ifOurs(lease)
            .ifAtMostOrAbsent(SessionItem.CHECKPOINT, Item.ofText(key))
            .set(SessionItem.CHECKPOINT, Item.ofText(key));
    return write(
        lease.session(),
        isLastState
            ? write.set(SessionItem.LAST_STATE, Item.ofText(key))
            : write.remove(SessionItem.LAST_STATE));
  }

  @Override
  public boolean outdateCheckpoint(Lease lease) {
    return write(lease.session(), ifOurs(lease).remove(SessionItem.LAST_STATE));
  }

  @Override
  public boolean setLinked(Lease lease, boolean linked, Instant at) {
    AttributeValue now = Item.ofInstant(at);
    Write write = ifOurs(lease);
    boolean isWritten =
        write(
            lease.session(),
            linked
                ? write.set(SessionItem.LINKED_AT, now)
                : write.remove(SessionItem.LINKED_AT).set(SessionItem.CODE_ASKED_AT, now));
    if (isWritten && linked) {
      useUpLink(lease.session(), now);
    }
    return isWritten;
  }

  /**
   * Marks the pairing link as used, if there is one that is not. If the phone is unlinked later, it
   * can be linked only by a new link. While a session is linked, its link counts as used whether or
   * not this was written.
   */
  private void useUpLink(SessionId session, AttributeValue now) {
    // False: the session was linked without a link, as most are, or an SDK retry found the first
    // write.
    boolean _ =
        pairingLinks.tryUpdate(
            pairingLinks.key(session.value()),
            new Write()
                .ifPresent(PairingLinkItem.SESSION_ID)
                .ifAbsent(PairingLinkItem.USED_AT)
                .set(PairingLinkItem.USED_AT, now));
  }

  @Override
  public boolean end(
      SessionRecord seen, String owner, long token, boolean stillLinked, Instant at) {
    return ends.end(seen, owner, token, stillLinked, at);
  }

  @Override
  public void forgetEnded(SessionRecord ended) {
    ends.forget(ended);
  }

  private static SessionId idIn(Item item) {
    return new SessionId(item.text(SessionItem.SESSION_ID));
  }

  private static Write ifOurs(Lease lease) {
    return new Write()
        .ifIs(SessionItem.OWNER, Item.ofText(lease.owner()))
        .ifIs(SessionItem.TOKEN, Item.ofNumber(lease.token()));
  }

  /** Checks the generation too: an item that was created again has no owner and no token either. */
  private static Write ifAsSeen(SessionRecord seen) {
    return new Write()
        .ifIs(SessionItem.CREATED_AT, Item.ofInstant(seen.generation().createdAt()))
        .ifIs(SessionItem.OWNER, seen.owner().map(Item::ofText))
        .ifNumber(SessionItem.TOKEN, seen.token())
        .ifIs(SessionItem.WANTED, Item.ofText(seen.wanted().name()));
  }

  private static Optional<SessionRecord.Move> move(Item item) {
    return item.optionalText(SessionItem.MOVE_FROM)
        .flatMap(from ->
            item.instant(SessionItem.MOVE_UNTIL).map(until -> new SessionRecord.Move(from, until)));
  }

  private boolean write(SessionId session, Write write) {
    return sessions.tryUpdate(key(session), write);
  }

  private static SessionRecord recordOf(Item item) throws UnknownItemException {
    long version = item.count(SessionItem.VERSION);
    if (version != SessionItem.CURRENT_VERSION) {
      throw new UnknownItemException("version " + version);
    }
    try {
      Optional<String> checkpoint = item.optionalText(SessionItem.CHECKPOINT);
      SessionId id = idIn(item);
      String what = "session " + id;
      return new SessionRecord(
          new Generation(id, item.requiredInstant(SessionItem.CREATED_AT)),
          new CustomerId(item.text(SessionItem.CUSTOMER_ID)),
          new SessionName(item.text(SessionItem.NAME)),
          item.requiredWord(what, Environment.values(), SessionItem.ENVIRONMENT),
          item.requiredWord(what, Wanted.values(), SessionItem.WANTED),
          item.count(SessionItem.RESTARTS),
          item.optionalText(SessionItem.OWNER),
          item.count(SessionItem.TOKEN),
          item.has(SessionItem.WAITING),
          item.has(SessionItem.LINKED_AT),
          checkpoint,
          checkpoint.isPresent() && checkpoint.equals(item.optionalText(SessionItem.LAST_STATE)),
          move(item),
          item.flag(SessionItem.SUSPENDED));
    } catch (NewerFormException | IllegalStateException | IllegalArgumentException e) {
      throw new UnknownItemException(String.valueOf(e.getMessage()));
    }
  }
}
