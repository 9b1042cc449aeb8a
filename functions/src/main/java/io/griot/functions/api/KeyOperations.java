package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.KeyKind;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.Caller;
import io.griot.functions.access.KeyJson;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.InstantSource;

/**
 * A customer's operations on own keys. A key limited to some sessions may not use them, because it
 * could give itself others; and a test key cannot change live keys. Thread-safe.
 */
public final class KeyOperations {
  private final Keys keys;
  private final InstantSource clock;

  public KeyOperations(Keys keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  Reply list(ApiCall call) {
    Caller caller = caller(call);
    return KeyJson.list(
        keys.of(caller.customer()).stream().filter(key -> manages(caller, key.kind())).toList(),
        clock.instant());
  }

  Reply issue(ApiCall call) {
    Caller caller = caller(call);
    KeyOrder order =
        KeyJson.order(
            call.fields(), caller.customer(), KeyKind.of(caller.environment()), clock.instant());
    if (!manages(caller, order.kind())) {
      throw new ApiFailure(
          FailureCode.KEY_OUT_OF_SCOPE,
          FailureCode.KEY_OUT_OF_SCOPE.text() + ": this needs a live_ key");
    }
    return KeyJson.one(keys.mint(order), clock.instant());
  }

  Reply rotate(ApiCall call) {
    ObjectNode fields = call.fields();
    return KeyJson.one(
        keys.rotate(named(call), KeyJson.overlap(fields), KeyJson.end(fields, clock.instant())),
        clock.instant());
  }

  Reply revoke(ApiCall call) {
    return KeyJson.one(keys.revoke(named(call)), clock.instant());
  }

  /** The key that the call names. Another customer's key looks unknown. */
  private ApiKey named(ApiCall call) {
    Caller caller = caller(call);
    return keys.of(caller.customer()).stream()
        .filter(key -> key.keyId().equals(call.parameter("keyId")))
        .filter(key -> manages(caller, key.kind()))
        .findFirst()
        .orElseThrow(() -> new ApiFailure(FailureCode.KEY_NOT_FOUND));
  }

  private static Caller caller(ApiCall call) {
    Caller caller = call.caller();
    caller.rights().requireAllSessions();
    return caller;
  }

  private static boolean manages(Caller caller, KeyKind kind) {
    return caller.environment() == Environment.LIVE || kind == KeyKind.TEST;
  }
}
