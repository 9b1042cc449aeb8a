package io.griot.functions.aws;

import io.griot.contract.ParkSettings;
import io.griot.dynamo.Item;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When sessions are parked, as items of sessions and customers have it. */
final class ParkItems {
  private ParkItems() {}

  /** Of two numbers of seconds; empty unless both are there and above zero. */
  static Optional<ParkSettings> settings(Item item, String after, String wakeEvery) {
    return seconds(item, after)
        .flatMap(idle -> seconds(item, wakeEvery).map(sleep -> new ParkSettings(idle, sleep)));
  }

  private static Optional<Duration> seconds(Item item, String name) {
    return item.optionalCount(name).filter(seconds -> seconds > 0).map(Duration::ofSeconds);
  }

  static Optional<AttributeValue> after(Optional<ParkSettings> settings) {
    return settings.map(these -> Item.ofNumber(these.afterIdle().toSeconds()));
  }

  static Optional<AttributeValue> wakeEvery(Optional<ParkSettings> settings) {
    return settings.map(these -> Item.ofNumber(these.wakeEvery().toSeconds()));
  }
}
