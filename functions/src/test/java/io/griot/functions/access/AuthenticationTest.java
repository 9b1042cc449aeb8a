package io.griot.functions.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Records records = new Records();
  private Instant now = START;
  private final Authentication authentication = new Authentication(records, () -> now);

  AuthenticationTest() {
    records.subscriptions.put(AWA, new Subscription(true, Optional.empty()));
    records.keys.put(ApiKeyItem.hashOf("test_key"), key(Optional.empty(), Optional.empty()));
  }

  @Test
  void knowsTheCallerByTheHashOfTheKey() {
    assertThat(authentication.caller(Optional.of("test_key")))
        .isEqualTo(new Caller(AWA, Environment.TEST));
  }

  @Test
  void refusesAMissingAnUnknownAndAnAbsurdKey() {
    assertRefused(Optional.empty(), FailureCode.INVALID_API_KEY);
    assertRefused(Optional.of("test_other"), FailureCode.INVALID_API_KEY);
    assertRefused(Optional.of("x".repeat(100_000)), FailureCode.INVALID_API_KEY);
  }

  @Test
  void refusesARevokedKey() {
    records.keys.put(
        ApiKeyItem.hashOf("test_key"), key(Optional.of(START.minusSeconds(1)), Optional.empty()));

    assertRefused(Optional.of("test_key"), FailureCode.INVALID_API_KEY);
  }

  @Test
  void refusesAKeyFromTheMomentItExpiresAlsoWhileItIsRemembered() {
    records.keys.put(
        ApiKeyItem.hashOf("test_key"), key(Optional.empty(), Optional.of(START.plusSeconds(10))));
    authentication.caller(Optional.of("test_key"));

    now = START.plusSeconds(10);

    assertRefused(Optional.of("test_key"), FailureCode.INVALID_API_KEY);
  }

  @Test
  void refusesASuspendedAnUnpaidAndAnUnknownCustomer() {
    records.subscriptions.put(AWA, new Subscription(false, Optional.empty()));
    assertRefused(Optional.of("test_key"), FailureCode.SUBSCRIPTION_SUSPENDED);

    now = START.plus(Authentication.BELIEVED);
    records.subscriptions.put(AWA, new Subscription(true, Optional.of(START)));
    assertRefused(Optional.of("test_key"), FailureCode.SUBSCRIPTION_SUSPENDED);

    now = now.plus(Authentication.BELIEVED);
    records.subscriptions.clear();
    assertRefused(Optional.of("test_key"), FailureCode.SUBSCRIPTION_SUSPENDED);
  }

  @Test
  void believesWhatIsStoredForThirtySecondsAndNoLonger() {
    authentication.caller(Optional.of("test_key"));
    now = START.plus(Duration.ofSeconds(29));
    authentication.caller(Optional.of("test_key"));
    assertThat(records.reads).isEqualTo(1);

    records.keys.clear();
    now = START.plus(Duration.ofSeconds(30));
    assertRefused(Optional.of("test_key"), FailureCode.INVALID_API_KEY);
  }

  @Test
  void doesNotRememberUnknownKeys() {
    assertRefused(Optional.of("test_new"), FailureCode.INVALID_API_KEY);

    records.keys.put(ApiKeyItem.hashOf("test_new"), key(Optional.empty(), Optional.empty()));

    assertThat(authentication.caller(Optional.of("test_new")).customer()).isEqualTo(AWA);
  }

  private void assertRefused(Optional<String> key, FailureCode code) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> authentication.caller(key))
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }

  private static ApiKey key(Optional<Instant> revokedAt, Optional<Instant> expiresAt) {
    return new ApiKey(AWA, Environment.TEST, revokedAt, expiresAt);
  }

  private static final class Records implements AccessStore {
    final Map<String, ApiKey> keys = new HashMap<>();
    final Map<CustomerId, Subscription> subscriptions = new HashMap<>();
    int reads;

    @Override
    public Optional<ApiKey> key(String hash) {
      reads++;
      return Optional.ofNullable(keys.get(hash));
    }

    @Override
    public Optional<Subscription> subscription(CustomerId customer) {
      return Optional.ofNullable(subscriptions.get(customer));
    }
  }
}
