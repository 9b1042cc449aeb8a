package io.griot.functions.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A conditional write of one item, put together attribute by attribute; all conditions must hold.
 * One thread.
 */
final class Write {
  private final List<String> sets = new ArrayList<>();
  private final List<String> removals = new ArrayList<>();
  private final List<String> additions = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  Write set(String attribute, AttributeValue value) {
    sets.add(name(attribute) + " = " + value(value));
    return this;
  }

  Write remove(String attribute) {
    removals.add(name(attribute));
    return this;
  }

  /** Sets the attribute, or removes it when there is no value. */
  Write put(String attribute, Optional<AttributeValue> value) {
    return value.map(present -> set(attribute, present)).orElseGet(() -> remove(attribute));
  }

  /** Adds to a number; one that is absent counts as 0. */
  Write add(String attribute, long number) {
    additions.add(name(attribute) + " " + value(Item.ofNumber(number)));
    return this;
  }

  /** On condition that the attribute has this value, or is absent when there is none. */
  Write ifIs(String attribute, Optional<AttributeValue> value) {
    conditions.add(
        value
            .map(present -> name(attribute) + " = " + value(present))
            .orElseGet(() -> "attribute_not_exists(" + name(attribute) + ")"));
    return this;
  }

  /** Sets one member of a map that is there. */
  Write setIn(String map, String member, AttributeValue value) {
    sets.add(member(map, member) + " = " + value(value));
    return this;
  }

  /** Removes one member of a map that is there. */
  Write removeIn(String map, String member) {
    removals.add(member(map, member));
    return this;
  }

  /** On condition that a member of a map has this value. */
  Write ifIn(String map, String member, AttributeValue value) {
    conditions.add(member(map, member) + " = " + value(value));
    return this;
  }

  private String member(String map, String member) {
    return name(map) + "." + name(member);
  }

  /** On condition that the number is this one; one that is absent counts as 0. */
  Write ifNumber(String attribute, long number) {
    String same = name(attribute) + " = " + value(Item.ofNumber(number));
    conditions.add(
        number == 0 ? "(%s OR attribute_not_exists(%s))".formatted(same, name(attribute)) : same);
    return this;
  }

  Write ifPresent(String attribute) {
    conditions.add("attribute_exists(" + name(attribute) + ")");
    return this;
  }

  /** On another condition, in DynamoDB's words, that {@link #name} and {@link #value} fit in. */
  Write ifTrue(String condition) {
    conditions.add("(" + condition + ")");
    return this;
  }

  String name(String attribute) {
    String placeholder = "#" + attribute;
    names.put(placeholder, attribute);
    return placeholder;
  }

  String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  UpdateItemRequest update(String table, Map<String, AttributeValue> key) {
    UpdateItemRequest.Builder request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(key)
            .updateExpression(expression())
            .expressionAttributeNames(names);
    if (!conditions.isEmpty()) {
      request.conditionExpression(condition());
    }
    if (!values.isEmpty()) {
      request.expressionAttributeValues(values);
    }
    return request.build();
  }

  Update transactUpdate(String table, Map<String, AttributeValue> key) {
    Update.Builder update =
        Update.builder()
            .tableName(table)
            .key(key)
            .updateExpression(expression())
            .expressionAttributeNames(names)
            .expressionAttributeValues(values);
    return (conditions.isEmpty() ? update : update.conditionExpression(condition())).build();
  }

  Delete transactDelete(String table, Map<String, AttributeValue> key) {
    return Delete.builder()
        .tableName(table)
        .key(key)
        .conditionExpression(condition())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .build();
  }

  ConditionCheck transactCheck(String table, Map<String, AttributeValue> key) {
    ConditionCheck.Builder check =
        ConditionCheck.builder()
            .tableName(table)
            .key(key)
            .conditionExpression(condition())
            .expressionAttributeNames(names);
    return (values.isEmpty() ? check : check.expressionAttributeValues(values)).build();
  }

  private String condition() {
    return String.join(" AND ", conditions);
  }

  private String expression() {
    List<String> parts = new ArrayList<>();
    addPart(parts, "SET ", sets);
    addPart(parts, "REMOVE ", removals);
    addPart(parts, "ADD ", additions);
    return String.join(" ", parts);
  }

  private static void addPart(List<String> parts, String word, List<String> of) {
    if (!of.isEmpty()) {
      parts.add(word + String.join(", ", of));
    }
  }
}
