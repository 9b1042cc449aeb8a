package io.griot.functions.aws;

import io.griot.functions.session.NewerFormException;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads a DynamoDB item's attributes by their types. */
record Item(Map<String, AttributeValue> attributes) {
  private static final Logger log = LoggerFactory.getLogger(Item.class);

  /**
   * What the item holds; empty, and noted, when this version cannot read it. For scans: whatever is
   * odd about one item must not keep the others from being looked after.
   *
   * @param key the attribute that names the item
   */
  <T> Optional<T> readable(String key, Function<Item, T> read) {
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

  /** A word stored by its name; empty when it is absent, or known to a newer version only. */
  <E extends Enum<E>> Optional<E> word(E[] words, String name) {
    return optionalText(name)
        .flatMap(text -> Arrays.stream(words).filter(word -> word.name().equals(text)).findFirst());
  }

  /**
   * A word that the item must have, stored by its name.
   *
   * @param what names the item, by ids alone
   * @throws NewerFormException when a newer version knows the word, and this one does not
   * @throws IllegalStateException when there is none
   */
  <E extends Enum<E>> E requiredWord(String what, E[] words, String name) {
    String text = text(name);
    return word(words, name).orElseThrow(() -> NewerFormException.unknownWord(what, name, text));
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

  /** Whole numbers by names. */
  Map<String, Long> counts(String name) {
    Map<String, Long> counts = new HashMap<>();
    attribute(name)
        .map(AttributeValue::m)
        .orElse(Map.of())
        .forEach((key, value) -> counts.put(key, Long.valueOf(value.n())));
    return counts;
  }

  boolean flag(String name) {
    return optionalFlag(name).orElse(false);
  }

  Optional<Boolean> optionalFlag(String name) {
    return attribute(name).map(AttributeValue::bool);
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

  /** A set. DynamoDB has no empty ones. */
  static AttributeValue ofTexts(Collection<String> values) {
    return AttributeValue.fromSs(values.stream().sorted().distinct().toList());
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
