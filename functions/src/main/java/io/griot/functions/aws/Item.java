package io.griot.functions.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a DynamoDB item's attributes by their types. */
record Item(Map<String, AttributeValue> attributes) {

  /**
   * A text that the item must have.
   *
   * @throws IllegalStateException when it does not
   */
  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new IllegalStateException("an item lacks its " + name));
  }

  Optional<String> optionalText(String name) {
    return attribute(name).map(AttributeValue::s);
  }

  Optional<Double> number(String name) {
    return attribute(name).map(AttributeValue::n).map(Double::valueOf);
  }

  /** A time stored as unix milliseconds. */
  Optional<Instant> instant(String name) {
    return attribute(name).map(AttributeValue::n).map(Long::valueOf).map(Instant::ofEpochMilli);
  }

  /**
   * A time that the item must have.
   *
   * @throws IllegalStateException when it does not
   */
  Instant requiredInstant(String name) {
    return instant(name).orElseThrow(() -> new IllegalStateException("an item lacks its " + name));
  }

  /** A whole number; 0 when it is absent. */
  long count(String name) {
    return attribute(name).map(AttributeValue::n).map(Long::valueOf).orElse(0L);
  }

  /** Times by names, each stored as unix milliseconds. */
  Map<String, Instant> instants(String name) {
    Map<String, Instant> times = new HashMap<>();
    attribute(name)
        .map(AttributeValue::m)
        .orElse(Map.of())
        .forEach((key, value) -> times.put(key, Instant.ofEpochMilli(Long.parseLong(value.n()))));
    return times;
  }

  boolean flag(String name) {
    return attribute(name).map(AttributeValue::bool).orElse(false);
  }

  Set<String> texts(String name) {
    return attribute(name).map(value -> Set.copyOf(value.ss())).orElse(Set.of());
  }

  private Optional<AttributeValue> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  static AttributeValue ofText(String value) {
    return AttributeValue.fromS(value);
  }

  static AttributeValue ofFlag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  static AttributeValue ofInstant(Instant value) {
    return ofNumber(value.toEpochMilli());
  }

  static AttributeValue ofNumber(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
