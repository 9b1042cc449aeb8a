package io.griot.functions.phone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A request's fields, with the people in them resolved. The trees must not be changed; equal ones
 * may be the same object.
 *
 * @param written the fields as the caller wrote them
 * @param arguments the fields with each phone number replaced by its WhatsApp id
 * @param alternatives as in {@link io.griot.contract.Command#alternatives}
 * @param ordering the field that keeps requests in order, with a person's number in its newest
 *     form: the order of a chat does not depend on how its number is written
 */
public record Addressed(
    ObjectNode written,
    ObjectNode arguments,
    Map<String, List<String>> alternatives,
    ObjectNode ordering) {

  public Addressed {
    alternatives = Map.copyOf(alternatives);
  }

  /** Wraps fields that contain no phone number. */
  public static Addressed asWritten(ObjectNode fields) {
    return new Addressed(fields, fields, Map.of(), fields);
  }
}
