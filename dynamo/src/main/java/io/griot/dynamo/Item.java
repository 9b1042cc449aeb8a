package io.griot.dynamo;

import io.griot.contract.NewerFormException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Reads the attributes of a DynamoDB item by type, and makes attribute values. An attribute of
 * another type is read as absent. Immutable.
 */
public record Item(Map<String, AttributeValue> attributes) {
  private static final Logger log = LoggerFactory.getLogger(Item.class);

  /** The stored item on which a condition failed; without attributes when there was none. */
  public static Item stored(ConditionalCheckFailedException refused) {
    return new Item(refused.hasItem() ? refused.item() : Map.of());
  }

  /** Whether the item is absent: reads of an absent item return an empty one. */
  public boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** Whether the attribute exists, with any type. */
  public boolean has(String name) {
    return attributes.containsKey(name);
  }

  /**
   * Reads the item; empty, and logged, when this version cannot read it. For scans: one unreadable
   * item must not stop the treatment of the others.
   *
   * @param key the attribute that identifies the item
   */
  public <T> Optional<T> readable(String key, Function<Item, T> read) {
    try {
      return Optional.of(read.apply(this));
    } catch (NewerFormException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("item.of_newer_form");
      return Optional.empty();
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("attribute", key)
          .addKeyValue("id", optionalText(key).orElse(""))
          .log("item.not_read");
      return Optional.empty();
    }
  }

  /**
   * A required text.
   *
   * @throws IllegalStateException when it is absent
   */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> lacks("text", name));
  }

  public Optional<String> optionalText(String name) {
    return attribute(name).map(AttributeValue::s);
  }

  /** An enum constant stored by name; empty when it is absent, or only a newer version knows it. */
  public <E extends Enum<E>> Optional<E> word(E[] words, String name) {
    return optionalText(name)
        .flatMap(text -> Arrays.stream(words).filter(word -> word.name().equals(text)).findFirst());
  }

  /**
   * A required enum constant, stored by name.
   *
   * @param what identifies the item, by ids alone
   * @throws NewerFormException when only a newer version knows the constant
   * @throws IllegalStateException when it is absent
   */
  public <E extends Enum<E>> E requiredWord(String what, E[] words, String name) {
    String text = text(name);
    return word(words, name).orElseThrow(() -> NewerFormException.unknownWord(what, name, text));
  }

  public Optional<Double> number(String name) {
    return attribute(name).map(AttributeValue::n).map(Double::valueOf);
  }

  /** A whole number; 0 when it is absent. */
  public long count(String name) {
    return optionalCount(name).orElse(0L);
  }

  /** A whole number. */
  public Optional<Long> optionalCount(String name) {
    return attribute(name).map(AttributeValue::n).map(Long::valueOf);
  }

  /**
   * A required whole number.
   *
   * @throws IllegalStateException when it is absent
   */
  public long requiredCount(String name) {
    return optionalCount(name).orElseThrow(() -> lacks("number", name));
  }

  /** A time stored as unix milliseconds. */
  public Optional<Instant> instant(String name) {
    return optionalCount(name).map(Instant::ofEpochMilli);
  }

  /**
   * A required time.
   *
   * @throws IllegalStateException when it is absent
   */
  public Instant requiredInstant(String name) {
    return instant(name).orElseThrow(() -> lacks("time", name));
  }

  /** A map of times, each stored as unix milliseconds. */
  public Map<String, Instant> instants(String name) {
    Map<String, Instant> times = new HashMap<>();
    attribute(name)
        .map(AttributeValue::m)
        .orElse(Map.of())
        .forEach((key, value) -> times.put(key, Instant.ofEpochMilli(Long.parseLong(value.n()))));
    return times;
  }

  /** A map of whole numbers; empty when the attribute is absent. */
  public Map<String, Long> counts(String name) {
    Map<String, Long> counts = new HashMap<>();
    attribute(name)
        .map(AttributeValue::m)
        .orElse(Map.of())
        .forEach((key, value) -> counts.put(key, Long.valueOf(value.n())));
    return counts;
  }

  /** A flag; false when it is absent. */
  public boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  public Optional<Boolean> optionalFlag(String name) {
    return attribute(name).map(AttributeValue::bool);
  }

  /** A set of texts; empty when it is absent, because DynamoDB stores no empty set. */
  public Set<String> texts(String name) {
    return attribute(name).map(value -> Set.copyOf(value.ss())).orElse(Set.of());
  }

  public Optional<byte[]> bytes(String name) {
    return attribute(name).map(AttributeValue::b).map(SdkBytes::asByteArray);
  }

  private Optional<AttributeValue> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  private static IllegalStateException lacks(String type, String name) {
    return new IllegalStateException("an item has no " + type + " in " + name);
  }

  public static AttributeValue ofText(String value) {
    return AttributeValue.fromS(value);
  }

  /**
   * A set of texts, sorted so that equal sets are stored alike.
   *
   * @param values at least one
   */
  public static AttributeValue ofTexts(Collection<String> values) {
    return AttributeValue.fromSs(values.stream().distinct().sorted().toList());
  }

  public static AttributeValue ofBytes(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }

  public static AttributeValue ofFlag(boolean value) {
    return AttributeValue.fromBool(value);
  }

  public static AttributeValue ofInstant(Instant value) {
    return ofNumber(value.toEpochMilli());
  }

  /** A time in the form of DynamoDB's time to live: unix seconds. */
  public static AttributeValue ofExpiry(Instant value) {
    return ofNumber(value.getEpochSecond());
  }

  public static AttributeValue ofNumber(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
