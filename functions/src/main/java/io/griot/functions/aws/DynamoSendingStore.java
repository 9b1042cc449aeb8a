package io.griot.functions.aws;

import io.griot.contract.FailureCode;
import io.griot.contract.Names;
import io.griot.contract.SendingItem;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.sending.QuietHours;
import io.griot.functions.sending.SendingSettings;
import io.griot.functions.sending.SendingState;
import io.griot.functions.sending.SendingStore;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The send states of sessions in DynamoDB. Thread-safe. */
public final class DynamoSendingStore implements SendingStore {
  /**
   * The number of tries. Sends change the state all the time, but rarely move it past a given
   * moment and back.
   */
  private static final int TRIES = 4;

  private final DynamoTable table;

  public DynamoSendingStore(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.SENDING);
  }

  @Override
  public Optional<SendingState> find(String session) {
    return table.get(table.key(session)).map(DynamoSendingStore::read);
  }

  /**
   * Stores settings, on a condition about the theoretical arrival only, for either side of the
   * bound: the later of two writes wins.
   */
  @Override
  public SendingState set(String session, SendingSettings settings, Optional<Instant> furthest) {
    if (furthest.isEmpty()) {
      return read(table.changed(table.key(session), settings(settings)));
    }
    for (int tries = 0; tries < TRIES; tries++) {
      for (boolean isFurther : new boolean[] {false, true}) {
        try {
          Write write = arrivingBy(settings(settings), furthest.get(), isFurther);
          return read(table.changed(table.key(session), write));
        } catch (ConditionalCheckFailedException e) {
          // It is on the other side, or a send has just moved it there.
        }
      }
    }
    throw new ApiFailure(FailureCode.OVERLOADED);
  }

  private static Write arrivingBy(Write write, Instant furthest, boolean isFurther) {
    String next = write.name(SendingItem.NEXT_AT);
    String latest = write.value(Item.ofInstant(furthest));
    return isFurther
        ? write.ifTrue(next + " > " + latest).set(SendingItem.NEXT_AT, Item.ofInstant(furthest))
        : write.ifTrue("attribute_not_exists(" + next + ") OR " + next + " <= " + latest);
  }

  private static Write settings(SendingSettings settings) {
    return new Write()
        .add(SendingItem.REVISION, 1)
        .put(
            SendingItem.INTERVAL_MILLIS,
            settings.interval().map(Duration::toMillis).map(Item::ofNumber))
        .put(SendingItem.BURST, settings.burst().map(Item::ofNumber))
        .put(SendingItem.NEW_PEOPLE_PER_DAY, settings.newPeoplePerDay().map(Item::ofNumber))
        .set(SendingItem.WARM_UP, Item.ofFlag(settings.warmUp()))
        .put(
            SendingItem.QUIET_FROM,
            settings.quietHours().map(QuietHours::from).map(DynamoSendingStore::text))
        .put(
            SendingItem.QUIET_TO,
            settings.quietHours().map(QuietHours::to).map(DynamoSendingStore::text))
        .put(SendingItem.STOP_ON_RESTRICTION, settings.stopOnRestriction().map(Item::ofFlag))
        .set(SendingItem.TIME_ZONE, Item.ofText(settings.zone().getId()));
  }

  private static AttributeValue text(LocalTime time) {
    return Item.ofText(time.toString());
  }

  /**
   * Takes a turn, on conditions as seen: the revision; the theoretical arrival is past or ahead of
   * now, and not too far ahead; the day is the current one or another. Numbers are added to, so
   * that concurrent sends with the same view do not fail each other. If the SDK retries a request
   * that had succeeded, the send takes two turns and uses the later one.
   */
  @Override
  public Taking take(String session, SendingState seen, Send send) {
    Write write = new Write().ifNumber(SendingItem.REVISION, seen.revision());
    if (send.pace().limits()) {
      next(write, seen, send);
    }
    count(write, seen, send);
    try {
      return new Taking.Taken(read(table.changed(table.key(session), write)));
    } catch (ConditionalCheckFailedException e) {
      return new Taking.Differs(read(Item.stored(e)));
    }
  }

  private static void next(Write write, SendingState seen, Send send) {
    long intervalMillis = send.pace().interval().toMillis();
    String next = write.name(SendingItem.NEXT_AT);
    String now = write.value(Item.ofInstant(send.at()));
    if (seen.nextAt().isAfter(send.at())) {
      String latest = write.value(Item.ofInstant(send.latestNext()));
      write
          .ifTrue(next + " > " + now + " AND " + next + " <= " + latest)
          .add(SendingItem.NEXT_AT, intervalMillis);
    } else {
      write
          .ifTrue("attribute_not_exists(" + next + ") OR " + next + " <= " + now)
          .set(SendingItem.NEXT_AT, Item.ofInstant(send.at().plusMillis(intervalMillis)));
    }
  }

  private static void count(Write write, SendingState seen, Send send) {
    String day = write.name(SendingItem.DAY);
    AttributeValue today = Item.ofText(send.today().toString());
    long first = send.first() ? 1 : 0;
    if (seen.day().equals(Optional.of(send.today()))) {
      write
          .ifTrue(day + " = " + write.value(today))
          .add(SendingItem.SENT_TODAY, 1)
          .add(SendingItem.NEW_TODAY, first);
    } else {
      write
          .ifTrue("attribute_not_exists(" + day + ") OR " + day + " <> " + write.value(today))
          .set(SendingItem.DAY, today)
          .set(SendingItem.SENT_TODAY, Item.ofNumber(1))
          .set(SendingItem.NEW_TODAY, Item.ofNumber(first));
    }
  }

  /** Stores a person, on condition that there is no item or an expired one. */
  @Override
  public boolean isFirst(String person, Instant now, Instant until) {
    return table.tryPut(
        table.key(person),
        new Write()
            .set(SendingItem.EXPIRES_AT, Item.ofExpiry(until))
            .ifNoneOrExpired(Table.SENDING, now));
  }

  /** The state of an item; an absent item has no state. */
  private static SendingState read(Item item) {
    return new SendingState(
        settings(item),
        item.count(SendingItem.REVISION),
        item.instant(SendingItem.NEXT_AT).orElse(Instant.EPOCH),
        item.optionalText(SendingItem.DAY).map(LocalDate::parse),
        item.count(SendingItem.SENT_TODAY),
        item.count(SendingItem.NEW_TODAY));
  }

  private static SendingSettings settings(Item item) {
    return new SendingSettings(
        item.number(SendingItem.INTERVAL_MILLIS).map(ms -> Duration.ofMillis(ms.longValue())),
        item.number(SendingItem.BURST).map(Double::intValue),
        item.number(SendingItem.NEW_PEOPLE_PER_DAY).map(Double::intValue),
        item.flag(SendingItem.WARM_UP),
        item.optionalText(SendingItem.QUIET_FROM)
            .flatMap(from ->
                item.optionalText(SendingItem.QUIET_TO)
                    .map(to -> new QuietHours(LocalTime.parse(from), LocalTime.parse(to)))),
        item.optionalText(SendingItem.TIME_ZONE)
            .map(DynamoSendingStore::zone)
            .orElse(ZoneOffset.UTC),
        item.optionalFlag(SendingItem.STOP_ON_RESTRICTION));
  }

  /**
   * The time zone; UTC if this machine's Java does not know it, because that must not stop a
   * session.
   */
  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }
}
