package io.griot.functions.phone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * A request's fields and the people whom they name. Its trees must not be changed; where nothing
 * differs they are the same object.
 *
 * @param written the fields as the caller wrote them
 * @param arguments the fields with every phone number as WhatsApp's id of it
 * @param alternatives as in {@link io.griot.contract.Command#alternatives}
 * @param ordering the field that keeps requests in order, with a person's number in its newest
 *     form: one chat has one order however its number is written
 */
public record Addressed(
    ObjectNode written,
    ObjectNode arguments,
    Map<String, List<String>> alternatives,
    ObjectNode ordering) {

  public Addressed {
    alternatives = Map.copyOf(alternatives);
  }

  /** Fields that name nobody by a phone number. */
  public static Addressed asWritten(ObjectNode fields) {
    return new Addressed(fields, fields, Map.of(), fields);
  }
}
