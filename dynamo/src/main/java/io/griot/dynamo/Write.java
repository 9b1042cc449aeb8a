package io.griot.dynamo;

import io.griot.contract.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A conditional write of one item, built attribute by attribute. All conditions must hold. When one
 * fails, DynamoDB's refusal carries the stored item. Names are given as placeholders, because
 * DynamoDB reserves some of them ({@code owner}, {@code token}, {@code state}). Used by one thread.
 */
public final class Write {
  /** Returns the stored item when a condition fails. It costs nothing. */
  private static final ReturnValuesOnConditionCheckFailure STORED =
      ReturnValuesOnConditionCheckFailure.ALL_OLD;

  private final Map<String, AttributeValue> sets = new LinkedHashMap<>();
  private final Map<String, AttributeValue> defaults = new LinkedHashMap<>();
  private final Map<String, Copy> copies = new LinkedHashMap<>();
  private final Map<String, AttributeValue> additions = new LinkedHashMap<>();
  private final List<String> removals = new ArrayList<>();
  private final Map<Member, AttributeValue> memberSets = new LinkedHashMap<>();
  private final List<Member> memberRemovals = new ArrayList<>();
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  /** The earlier value of an attribute, or another value where it had none. */
  private record Copy(String of, AttributeValue otherwise) {}

  /** A member of a map attribute. */
  private record Member(String map, String name) {
    String path(Map<String, String> names) {
      return named(names, map) + "." + named(names, name);
    }
  }

  public Write set(String attribute, AttributeValue value) {
    sets.put(attribute, value);
    return this;
  }

  /** Sets an attribute that is absent. For updates only. */
  public Write setIfAbsent(String attribute, AttributeValue value) {
    defaults.put(attribute, value);
    return this;
  }

  /**
   * Sets an attribute to the earlier value of another, or to a given value where that is absent.
   * For updates only.
   */
  public Write setToEarlier(String attribute, String other, AttributeValue otherwise) {
    copies.put(attribute, new Copy(other, otherwise));
    return this;
  }

  public Write remove(String attribute) {
    removals.add(attribute);
    return this;
  }

  /** Sets the attribute, or removes it when the value is empty. */
  public Write put(String attribute, Optional<AttributeValue> value) {
    return value.map(present -> set(attribute, present)).orElseGet(() -> remove(attribute));
  }

  /** Adds to a number; an absent one counts as 0. For updates only. */
  public Write add(String attribute, long number) {
    additions.put(attribute, Item.ofNumber(number));
    return this;
  }

  /** Adds to a set of texts; an absent one counts as empty. For updates only. */
  public Write addTexts(String attribute, AttributeValue texts) {
    additions.put(attribute, texts);
    return this;
  }

  /** Sets a member of an existing map. For updates only. */
  public Write setIn(String map, String member, AttributeValue value) {
    memberSets.put(new Member(map, member), value);
    return this;
  }

  /** Removes a member of an existing map. For updates only. */
  public Write removeIn(String map, String member) {
    memberRemovals.add(new Member(map, member));
    return this;
  }

  /** Requires that a member of a map has this value. */
  public Write ifIn(String map, String member, AttributeValue value) {
    conditions.add(new Member(map, member).path(names) + " = " + value(value));
    return this;
  }

  /** Requires that the attribute has this value. */
  public Write ifIs(String attribute, AttributeValue value) {
    conditions.add(name(attribute) + " = " + value(value));
    return this;
  }

  /** Requires that the attribute has this value, or is absent when the value is empty. */
  public Write ifIs(String attribute, Optional<AttributeValue> value) {
    return value.map(present -> ifIs(attribute, present)).orElseGet(() -> ifAbsent(attribute));
  }

  /** Requires that the attribute has this value or is absent. */
  public Write ifIsOrAbsent(String attribute, AttributeValue value) {
    String name = name(attribute);
    return ifTrue("attribute_not_exists(" + name + ") OR " + name + " = " + value(value));
  }

  /** Requires that the attribute is at most this value or absent. */
  public Write ifAtMostOrAbsent(String attribute, AttributeValue value) {
    String name = name(attribute);
    return ifTrue("attribute_not_exists(%s) OR %s <= %s".formatted(name, name, value(value)));
  }

  /** Requires that the attribute has one of two values. */
  public Write ifEither(String attribute, AttributeValue one, AttributeValue other) {
    conditions.add("%s IN (%s, %s)".formatted(name(attribute), value(one), value(other)));
    return this;
  }

  /** Requires that the number has this value; an absent one counts as 0. */
  public Write ifNumber(String attribute, long number) {
    return number == 0
        ? ifIsOrAbsent(attribute, Item.ofNumber(0))
        : ifIs(attribute, Item.ofNumber(number));
  }

  public Write ifPresent(String attribute) {
    conditions.add("attribute_exists(" + name(attribute) + ")");
    return this;
  }

  public Write ifAbsent(String attribute) {
    conditions.add("attribute_not_exists(" + name(attribute) + ")");
    return this;
  }

  /**
   * Requires that the item is absent or has expired: DynamoDB deletes expired items only some time
   * later.
   *
   * @throws java.util.NoSuchElementException when items of the table do not expire
   */
  public Write ifNoneOrExpired(Table table, Instant now) {
    String expiry = name(table.timeToLive().orElseThrow());
    return ifTrue(
        "attribute_not_exists(%s) OR %s <= %s"
            .formatted(name(table.partitionKey()), expiry, value(Item.ofExpiry(now))));
  }

  /**
   * Requires another condition in DynamoDB's syntax, with placeholders of {@link #name} and {@link
   * #value}.
   */
  public Write ifTrue(String condition) {
    conditions.add("(" + condition + ")");
    return this;
  }

  /** A placeholder for an attribute's name in a condition. */
  public String name(String attribute) {
    return named(names, attribute);
  }

  /** A placeholder for a value in a condition. */
  public String value(AttributeValue value) {
    return valued(values, value);
  }

  /**
   * The request for an update: it changes the named attributes, keeps the others, and creates an
   * absent item.
   */
  public UpdateItemRequest update(String table, Map<String, AttributeValue> key) {
    Change change = change();
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(key)
        .updateExpression(change.expression())
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(change.names()))
        .expressionAttributeValues(orNull(change.values()))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  /** The request that replaces the item by the key and the attributes that were set. */
  public PutItemRequest putItem(String table, Map<String, AttributeValue> key) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(whole(key))
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(names))
        .expressionAttributeValues(orNull(values))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  public DeleteItemRequest deleteItem(String table, Map<String, AttributeValue> key) {
    return DeleteItemRequest.builder()
        .tableName(table)
        .key(key)
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(names))
        .expressionAttributeValues(orNull(values))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  public Update transactUpdate(String table, Map<String, AttributeValue> key) {
    Change change = change();
    return Update.builder()
        .tableName(table)
        .key(key)
        .updateExpression(change.expression())
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(change.names()))
        .expressionAttributeValues(orNull(change.values()))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  public Put transactPut(String table, Map<String, AttributeValue> key) {
    return Put.builder()
        .tableName(table)
        .item(whole(key))
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(names))
        .expressionAttributeValues(orNull(values))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  public Delete transactDelete(String table, Map<String, AttributeValue> key) {
    return Delete.builder()
        .tableName(table)
        .key(key)
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(names))
        .expressionAttributeValues(orNull(values))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  /** The condition check of a transaction: only the conditions. */
  public ConditionCheck transactCheck(String table, Map<String, AttributeValue> key) {
    return ConditionCheck.builder()
        .tableName(table)
        .key(key)
        .conditionExpression(condition())
        .expressionAttributeNames(orNull(names))
        .expressionAttributeValues(orNull(values))
        .returnValuesOnConditionCheckFailure(STORED)
        .build();
  }

  private @Nullable String condition() {
    return conditions.isEmpty() ? null : String.join(" AND ", conditions);
  }

  /** The expression of an update, with the placeholders of its conditions and its own. */
  private record Change(
      String expression, Map<String, String> names, Map<String, AttributeValue> values) {}

  private Change change() {
    Map<String, String> ownNames = new HashMap<>(names);
    Map<String, AttributeValue> ownValues = new HashMap<>(values);
    List<String> assignments = new ArrayList<>();
    sets.forEach((attribute, value) ->
        assignments.add(named(ownNames, attribute) + " = " + valued(ownValues, value)));
    defaults.forEach((attribute, value) -> {
      String name = named(ownNames, attribute);
      assignments.add("%s = if_not_exists(%s, %s)".formatted(name, name, valued(ownValues, value)));
    });
    copies.forEach((attribute, copy) ->
        assignments.add(
            "%s = if_not_exists(%s, %s)"
                .formatted(
                    named(ownNames, attribute),
                    named(ownNames, copy.of()),
                    valued(ownValues, copy.otherwise()))));
    memberSets.forEach((member, value) ->
        assignments.add(member.path(ownNames) + " = " + valued(ownValues, value)));
    List<String> removed = new ArrayList<>();
    removals.forEach(one -> removed.add(named(ownNames, one)));
    memberRemovals.forEach(one -> removed.add(one.path(ownNames)));
    List<String> parts = new ArrayList<>();
    addPart(parts, "SET ", assignments);
    addPart(parts, "REMOVE ", removed);
    addPart(
        parts,
        "ADD ",
        additions.entrySet().stream()
            .map(one -> named(ownNames, one.getKey()) + " " + valued(ownValues, one.getValue()))
            .toList());
    return new Change(String.join(" ", parts), ownNames, ownValues);
  }

  private static void addPart(List<String> parts, String word, List<String> of) {
    if (!of.isEmpty()) {
      parts.add(word + String.join(", ", of));
    }
  }

  private Map<String, AttributeValue> whole(Map<String, AttributeValue> key) {
    boolean isOfWhole =
        defaults.isEmpty()
            && copies.isEmpty()
            && additions.isEmpty()
            && memberSets.isEmpty()
            && memberRemovals.isEmpty();
    if (!isOfWhole) {
      throw new IllegalStateException("only an update may depend on stored values");
    }
    Map<String, AttributeValue> item = new HashMap<>(sets);
    item.putAll(key);
    return item;
  }

  private static String named(Map<String, String> names, String attribute) {
    String placeholder = "#" + attribute;
    names.put(placeholder, attribute);
    return placeholder;
  }

  private static String valued(Map<String, AttributeValue> values, AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  /** The placeholders, or null for none, because DynamoDB refuses an empty map. */
  private static <V> @Nullable Map<String, V> orNull(Map<String, V> placeholders) {
    return placeholders.isEmpty() ? null : placeholders;
  }
}
