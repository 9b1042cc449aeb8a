package io.griot.host.dynamo;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts Java values to DynamoDB attribute values and back. */
public final class Attributes {
  private Attributes() {}

  public static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  public static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  public static Map<String, AttributeValue> key(SessionId session) {
    return Map.of(SessionItem.SESSION_ID, text(session.value()));
  }

  public static Map<String, AttributeValue> key(CommandId command) {
    return Map.of(CommandItem.COMMAND_ID, text(command.value()));
  }

  public static Optional<String> textIn(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s);
  }

  /**
   * Reads a text.
   *
   * @throws IllegalStateException when the item has none
   */
  public static String requiredTextIn(Map<String, AttributeValue> item, String attribute) {
    return textIn(item, attribute)
        .orElseThrow(() -> new IllegalStateException("an item without " + attribute));
  }

  /**
   * Reads a number.
   *
   * @throws IllegalStateException when the item has none
   */
  public static long requiredNumberIn(Map<String, AttributeValue> item, String attribute) {
    if (!item.containsKey(attribute)) {
      throw new IllegalStateException("an item without " + attribute);
    }
    return numberIn(item, attribute);
  }

  /** Reads a number; 0 when the item has none. */
  public static long numberIn(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute))
        .map(AttributeValue::n)
        .map(Long::parseLong)
        .orElse(0L);
  }

  /** Reads a flag; false when the item has none. */
  public static boolean flagIn(Map<String, AttributeValue> item, String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::bool).orElse(false);
  }
}
