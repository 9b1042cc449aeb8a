package io.griot.functions.aws;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.access.ApiKey;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Converts keys from and to items, older forms without ids and scopes included. */
final class KeyItems {
  private KeyItems() {}

  /**
   * The key in an item.
   *
   * @throws io.griot.contract.NewerFormException when its kind is unknown
   */
  static ApiKey read(Item item) {
    String hash = item.text(ApiKeyItem.KEY_HASH);
    KeyKind kind = item.requiredWord("an API key", KeyKind.values(), ApiKeyItem.KIND);
    return new ApiKey(
        hash,
        item.optionalText(ApiKeyItem.KEY_ID).orElseGet(() -> ApiKeyItem.oldIdOf(hash)),
        kind,
        item.optionalText(ApiKeyItem.CUSTOMER_ID).map(CustomerId::new),
        item.optionalText(ApiKeyItem.LABEL),
        scopes(item, kind),
        sessions(item),
        item.instant(ApiKeyItem.CREATED_AT).orElse(Instant.EPOCH),
        item.instant(ApiKeyItem.EXPIRES_AT),
        item.instant(ApiKeyItem.REVOKED_AT),
        item.optionalText(ApiKeyItem.ROTATED_TO),
        item.optionalText(ApiKeyItem.LAST_USED_ON).map(LocalDate::parse));
  }

  /** The scopes of a key. A scope that only a newer version knows is ignored. */
  private static Set<Scope> scopes(Item item, KeyKind kind) {
    Set<String> names = item.texts(ApiKeyItem.SCOPES);
    if (names.isEmpty()) {
      return kind == KeyKind.ADMIN ? Scope.ALL : Scope.USUAL;
    }
    return names.stream().map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
  }

  private static Optional<Set<SessionName>> sessions(Item item) {
    Set<String> names = item.texts(ApiKeyItem.SESSIONS);
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names.stream().map(SessionName::new).collect(Collectors.toSet()));
  }

  /** The time after which DynamoDB may delete the item. */
  static AttributeValue forgottenAfter(Instant end) {
    return Item.ofNumber(end.plus(ApiKeyItem.KEPT).getEpochSecond());
  }

  /** The item of a new key without its hash, on condition that none has this hash. */
  static Write created(ApiKey key) {
    return new Write()
        .ifAbsent(ApiKeyItem.KEY_HASH)
        .set(ApiKeyItem.KEY_ID, Item.ofText(key.keyId()))
        .set(ApiKeyItem.KIND, Item.ofText(key.kind().name()))
        .set(ApiKeyItem.CREATED_AT, Item.ofInstant(key.createdAt()))
        .set(ApiKeyItem.SCOPES, Item.ofTexts(key.scopes().stream().map(Scope::word).toList()))
        .put(ApiKeyItem.CUSTOMER_ID, key.customer().map(id -> Item.ofText(id.value())))
        .put(ApiKeyItem.LABEL, key.label().map(Item::ofText))
        .put(ApiKeyItem.EXPIRES_AT, key.expiresAt().map(Item::ofInstant))
        .put(ApiKeyItem.FORGOTTEN_AT, key.expiresAt().map(KeyItems::forgottenAfter))
        .put(ApiKeyItem.SESSIONS, key.sessions().map(names -> Item.ofTexts(texts(names))));
  }

  private static Collection<String> texts(Set<SessionName> names) {
    return names.stream().map(SessionName::value).toList();
  }
}
