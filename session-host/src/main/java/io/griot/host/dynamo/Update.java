package io.griot.host.dynamo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Builds one conditional update; all of its conditions must hold. Attribute names are given as
 * placeholders, because DynamoDB reserves some ({@code owner}, {@code token}, {@code state}). For
 * one thread.
 */
public final class Update {
  private final List<String> sets = new ArrayList<>();
  private final List<String> removes = new ArrayList<>();
  private final List<String> adds = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  public Update set(String attribute, AttributeValue value) {
    sets.add(name(attribute) + " = " + value(value));
    return this;
  }

  public Update remove(String attribute) {
    removes.add(name(attribute));
    return this;
  }

  /** Sets a value, or removes the attribute if the value is empty. */
  public Update setOrRemove(String attribute, Optional<AttributeValue> value) {
    return value.map(present -> set(attribute, present)).orElseGet(() -> remove(attribute));
  }

  /** Adds to a number; an absent one counts as 0. */
  public Update add(String attribute, AttributeValue number) {
    adds.add(name(attribute) + " " + value(number));
    return this;
  }

  public Update ifAbsent(String attribute) {
    conditions.add("attribute_not_exists(" + name(attribute) + ")");
    return this;
  }

  public Update ifPresent(String attribute) {
    conditions.add("attribute_exists(" + name(attribute) + ")");
    return this;
  }

  public Update ifEquals(String attribute, AttributeValue value) {
    conditions.add(name(attribute) + " = " + value(value));
    return this;
  }

  /** Requires the attribute to have this value or to be absent. */
  public Update ifEqualsOrAbsent(String attribute, AttributeValue value) {
    String name = name(attribute);
    conditions.add("(attribute_not_exists(%s) OR %s = %s)".formatted(name, name, value(value)));
    return this;
  }

  /** Requires the attribute not to be above this value, or to be absent. */
  public Update ifAtMostOrAbsent(String attribute, AttributeValue value) {
    String name = name(attribute);
    conditions.add("(attribute_not_exists(%s) OR %s <= %s)".formatted(name, name, value(value)));
    return this;
  }

  /** Requires the attribute to have one of two values. */
  public Update ifEither(String attribute, AttributeValue one, AttributeValue other) {
    conditions.add("%s IN (%s, %s)".formatted(name(attribute), value(one), value(other)));
    return this;
  }

  /** Requires the attribute to have this number; 0 also stands for an absent one. */
  public Update ifNumber(String attribute, long number) {
    return number == 0 ? ifAbsent(attribute) : ifEquals(attribute, Attributes.number(number));
  }

  /** Builds a request. If its condition fails, the exception carries the stored item. */
  public UpdateItemRequest request(String table, Map<String, AttributeValue> key) {
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key)
        .updateExpression(expression())
        .conditionExpression(condition())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values.isEmpty() ? null : values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /**
   * Builds a part of a transaction. If its condition fails, the cancellation reason carries the
   * stored item.
   */
  public software.amazon.awssdk.services.dynamodb.model.Update part(
      String table, Map<String, AttributeValue> key) {
    return software.amazon.awssdk.services.dynamodb.model.Update.builder()
        .tableName(table)
        .key(key)
        .updateExpression(expression())
        .conditionExpression(condition())
        .expressionAttributeNames(names)
        .expressionAttributeValues(values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private String expression() {
    return clause("SET", sets) + clause(" REMOVE", removes) + clause(" ADD", adds);
  }

  private @Nullable String condition() {
    return conditions.isEmpty() ? null : String.join(" AND ", conditions);
  }

  private static String clause(String keyword, List<String> parts) {
    return parts.isEmpty() ? "" : keyword + " " + String.join(", ", parts);
  }

  private String name(String attribute) {
    names.put("#" + attribute, attribute);
    return "#" + attribute;
  }

  private String value(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }
}
