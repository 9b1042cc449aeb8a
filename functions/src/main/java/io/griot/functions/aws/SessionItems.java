package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.HostItem;
import io.griot.contract.Json;
import io.griot.contract.NewerFormException;
import io.griot.contract.ObservationItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.SocketState;
import io.griot.contract.StopReason;
import io.griot.contract.Wanted;
import io.griot.dynamo.Item;
import io.griot.dynamo.NextGeneration;
import io.griot.dynamo.Write;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.StoredObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Converts sessions, observations and hosts from DynamoDB's items, and makes the writes of
 * sessions.
 */
final class SessionItems {
  private SessionItems() {}

  /** Whether an item has a form before version 2, which the supervisor migrates. */
  static boolean isOld(Item item) {
    return item.number(SessionItem.VERSION).isEmpty();
  }

  /**
   * The session in an item. One of an old form is read partially: as stopped or running, without a
   * host, and no write succeeds before its migration. A stop reason that only a newer version knows
   * is ignored, because nothing depends on it.
   *
   * @throws NewerFormException when a newer version of Griot wrote the item, by its version or by
   *     an unknown enum constant
   */
  static Session session(Item item) {
    SessionId id = new SessionId(item.text(SessionItem.SESSION_ID));
    String what = "session " + id;
    requireKnown(what, item, SessionItem.VERSION, SessionItem.CURRENT_VERSION);
    Instant createdAt = item.requiredInstant(SessionItem.CREATED_AT);
    return new Session(
        new Generation(id, createdAt),
        new CustomerId(item.text(SessionItem.CUSTOMER_ID)),
        new SessionName(item.text(SessionItem.NAME)),
        item.requiredWord(what, Environment.values(), SessionItem.ENVIRONMENT),
        isOld(item)
            ? OldForm.wanted(item)
            : item.requiredWord(what, Wanted.values(), SessionItem.WANTED),
        item.instant(SessionItem.WANTED_AT).orElse(createdAt),
        item.count(SessionItem.RESTARTS),
        item.word(StopReason.values(), SessionItem.STOP_REASON),
        item.instant(SessionItem.CODE_ASKED_AT),
        isOld(item) ? Optional.empty() : item.optionalText(SessionItem.OWNER),
        item.count(SessionItem.TOKEN),
        item.optionalText(SessionItem.WAITING_RANK)
            .map(SessionItem::waitingSince)
            .map(Instant::ofEpochMilli),
        isOld(item) ? OldForm.linkedAt(item) : item.instant(SessionItem.LINKED_AT),
        item.instant(SessionItem.START_AGAIN_AT),
        item.flag(SessionItem.SUSPENDED));
  }

  /**
   * The observation in an item. A state that only a newer version knows is read as none. Never
   * fails.
   */
  static StoredObservation observation(Item item) {
    return new StoredObservation(
        item.instant(ObservationItem.CREATED_AT).orElse(Instant.EPOCH), // matches no generation
        item.count(ObservationItem.TOKEN),
        item.count(ObservationItem.RESTARTED),
        item.word(SocketState.values(), ObservationItem.STATE),
        item.flag(ObservationItem.USABLE),
        item.instant(ObservationItem.DOWN_SINCE),
        item.optionalText(ObservationItem.QR),
        item.optionalText(ObservationItem.PROBLEM),
        item.texts(ObservationItem.UNAVAILABLE),
        item.optionalText(ObservationItem.LIMITS).map(Json::readObject),
        item.flag(ObservationItem.CATCHING_UP));
  }

  /**
   * The host in an item.
   *
   * @throws NewerFormException when a newer version of Griot wrote it
   */
  static Host host(Item item) {
    String id = item.text(HostItem.HOST_ID);
    requireKnown("host " + id, item, HostItem.VERSION, HostItem.CURRENT_VERSION);
    return new Host(
        id,
        item.count(HostItem.BEAT),
        Duration.ofMillis(item.count(HostItem.BEAT_MILLIS)),
        item.instant(HostItem.BEAT_AT).orElse(Instant.EPOCH),
        item.instant(HostItem.STARTED_AT).orElse(Instant.EPOCH),
        (int) item.count(HostItem.SLOTS),
        (int) item.count(HostItem.SESSIONS),
        item.instants(HostItem.PROOFS),
        item.flag(HostItem.DRAIN),
        item.flag(HostItem.CLOSED),
        item.optionalText(HostItem.TASK_DEFINITION));
  }

  private static void requireKnown(String what, Item item, String attribute, long known) {
    long version = item.count(attribute);
    if (version > known) {
      throw new NewerFormException(what, version, known);
    }
  }

  /** The item of a new session, on condition that it does not exist. */
  static Write creation(Session session) {
    return new Write()
        .ifAbsent(SessionItem.SESSION_ID)
        .set(SessionItem.VERSION, Item.ofNumber(SessionItem.CURRENT_VERSION))
        .set(SessionItem.CUSTOMER_ID, Item.ofText(session.customer().value()))
        .set(SessionItem.NAME, Item.ofText(session.name().value()))
        .set(SessionItem.ENVIRONMENT, Item.ofText(session.environment().name()))
        .set(SessionItem.CREATED_AT, Item.ofInstant(session.generation().createdAt()))
        .set(SessionItem.WANTED, Item.ofText(session.wanted().name()))
        .set(SessionItem.WANTED_AT, Item.ofInstant(session.wantedAt()))
        .set(SessionItem.WAITING, Item.ofText(SessionItem.WAITING_VALUE))
        .set(SessionItem.WAITING_RANK, rank(session).orElseThrow());
  }

  /** The condition that nothing that decisions depend on has changed. */
  static Write ifAsSeen(Session seen) {
    return new Write()
        .ifNumber(SessionItem.VERSION, SessionItem.CURRENT_VERSION)
        .ifIs(SessionItem.CREATED_AT, Item.ofInstant(seen.generation().createdAt()))
        .ifIs(SessionItem.WANTED, Item.ofText(seen.wanted().name()))
        .ifNumber(SessionItem.RESTARTS, seen.restarts())
        .ifIs(SessionItem.CODE_ASKED_AT, seen.codeAskedAt().map(Item::ofInstant))
        .ifIs(SessionItem.OWNER, seen.owner().map(Item::ofText))
        .ifNumber(SessionItem.TOKEN, seen.token())
        .ifIs(SessionItem.WAITING_RANK, rank(seen))
        .ifIs(SessionItem.LINKED_AT, seen.linkedAt().map(Item::ofInstant))
        .ifIs(SessionItem.START_AGAIN_AT, seen.startAgainAt().map(Item::ofInstant))
        .ifIs(SessionItem.SUSPENDED, flag(seen.suspended()));
  }

  /**
   * The write of a change, on condition that the session is as seen. Attributes of hosts stay, and
   * so does a stop reason that this version cannot read, as long as the session stays stopped.
   */
  static Write change(Session seen, Session changed) {
    Write write =
        ifAsSeen(seen)
            .set(SessionItem.WANTED, Item.ofText(changed.wanted().name()))
            .set(SessionItem.WANTED_AT, Item.ofInstant(changed.wantedAt()))
            .set(SessionItem.RESTARTS, Item.ofNumber(changed.restarts()))
            .put(SessionItem.CODE_ASKED_AT, changed.codeAskedAt().map(Item::ofInstant))
            .put(SessionItem.START_AGAIN_AT, changed.startAgainAt().map(Item::ofInstant))
            .put(SessionItem.SUSPENDED, flag(changed.suspended()))
            .put(
                SessionItem.WAITING,
                changed.waitingSince().map(since -> Item.ofText(SessionItem.WAITING_VALUE)))
            .put(SessionItem.WAITING_RANK, rank(changed));
    if (changed.wanted() != seen.wanted() || !changed.stopReason().equals(seen.stopReason())) {
      write.put(SessionItem.STOP_REASON, changed.stopReason().map(why -> Item.ofText(why.name())));
    }
    return changed.owner().isEmpty() ? write.remove(SessionItem.OWNER) : write;
  }

  /** The write that asks the host to give up the session, on condition that it is as seen. */
  static Write move(Session seen, Instant until) {
    return ifAsSeen(seen)
        .set(SessionItem.MOVE_FROM, Item.ofText(seen.owner().orElseThrow()))
        .set(SessionItem.MOVE_UNTIL, Item.ofInstant(until));
  }

  /**
   * The write of the next generation in place of one that ends, on condition that it is as seen.
   */
  static Write nextGeneration(Session seen, Session next) {
    return NextGeneration.add(ifAsSeen(seen), next.generation().createdAt());
  }

  /** A flag as attribute; absent when false. */
  private static Optional<AttributeValue> flag(boolean is) {
    return is ? Optional.of(Item.ofFlag(true)) : Optional.empty();
  }

  private static Optional<AttributeValue> rank(Session session) {
    return session
        .waitingSince()
        .map(since -> Item.ofText(SessionItem.waitingRank(session.linked(), since.toEpochMilli())));
  }
}
