package io.griot.functions.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.KeyKind;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.KeyJson;
import io.griot.functions.access.Keys;
import io.griot.functions.api.ApiCall;
import io.griot.functions.http.Reply;
import java.time.InstantSource;

/**
 * The operators' operations on all keys of an installation, those of operators included.
 * Thread-safe.
 */
public final class AdminKeys {
  private final Keys keys;
  private final AdminCustomers customers;
  private final InstantSource clock;

  public AdminKeys(Keys keys, AdminCustomers customers, InstantSource clock) {
    this.keys = keys;
    this.customers = customers;
    this.clock = clock;
  }

  Reply list(ApiCall call) {
    return KeyJson.list(keys.of(customers.existing(call)), clock.instant());
  }

  Reply issue(ApiCall call) {
    CustomerId customer = customers.existing(call);
    return KeyJson.one(
        keys.mint(KeyJson.order(call.fields(), customer, KeyKind.LIVE, clock.instant())),
        clock.instant());
  }

  Reply listOperators() {
    return KeyJson.list(keys.ofOperators(), clock.instant());
  }

  Reply issueOperators(ApiCall call) {
    return KeyJson.one(
        keys.mint(KeyJson.operatorsOrder(call.fields(), clock.instant())), clock.instant());
  }

  Reply rotate(ApiCall call) {
    ObjectNode fields = call.fields();
    return KeyJson.one(
        keys.rotate(named(fields), KeyJson.overlap(fields), KeyJson.end(fields, clock.instant())),
        clock.instant());
  }

  Reply revoke(ApiCall call) {
    return KeyJson.one(keys.revoke(named(call.fields())), clock.instant());
  }

  private ApiKey named(ObjectNode fields) {
    return keys.named(fields.path("key").asText());
  }
}
