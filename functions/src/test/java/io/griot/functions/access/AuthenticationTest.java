package io.griot.functions.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.functions.customers.SendingPlan;
import io.griot.functions.customers.Subscription;
import io.griot.functions.http.ApiFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticationTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final String KEY = ApiKeyForm.make(KeyKind.TEST, new Random(1));
  private static final String LIVE = ApiKeyForm.make(KeyKind.LIVE, new Random(3));
  private static final String OTHER = ApiKeyForm.make(KeyKind.TEST, new Random(2));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Records records = new Records();
  private Instant now = START;
  private final Authentication authentication =
      new Authentication(records, new LastUses(records, Runnable::run, () -> now), () -> now);

  AuthenticationTest() {
    records.subscriptions.put(AWA, new Subscription(Subscription.Word.ACTIVE, Optional.empty()));
    store(KEY, key(Optional.empty(), Optional.empty()));
  }

  @Test
  void knowsTheCallerByTheHashOfTheKey() {
    assertThat(authentication.identity(Optional.of(KEY)))
        .isEqualTo(
            new Caller(
                AWA,
                Environment.TEST,
                SendingPlan.NONE,
                new KeyRights("test_k", Scope.USUAL, Optional.empty()),
                new Subscription(Subscription.Word.ACTIVE, Optional.empty()).at(START),
                "standard"));
  }

  @Test
  void knowsAnOperatorWithoutLookingForASubscription() {
    String key = ApiKeyForm.make(KeyKind.ADMIN, new Random(5));
    records.subscriptions.clear();
    store(key, operatorsKey());

    assertThat(authentication.identity(Optional.of(key)))
        .isEqualTo(new Operator(new KeyRights("admin_k", Scope.ALL, Optional.empty())));
  }

  @Test
  void goesOnTakingKeysFromBeforeThereWereChecksums() {
    String old = "test_" + "a".repeat(32);
    store(old, key(Optional.empty(), Optional.empty()));

    assertThat(authentication.identity(Optional.of(old))).isInstanceOf(Caller.class);
  }

  @Test
  void refusesAWrongChecksumWithoutARead() {
    String wrong = KEY.substring(0, KEY.length() - 1) + (KEY.endsWith("0") ? "1" : "0");
    store(wrong, key(Optional.empty(), Optional.empty()));

    assertRefused(Optional.of(wrong), FailureCode.INVALID_API_KEY);
    assertThat(records.reads).isZero();
  }

  @Test
  void notesTheDayOfAUseOnce() {
    for (int i = 0; i < 10; i++) {
      authentication.identity(Optional.of(KEY));
      now = now.plus(Duration.ofMinutes(1));
    }
    assertThat(records.uses).containsExactly("2026-01-01");

    now = START.plus(Duration.ofDays(1));
    authentication.identity(Optional.of(KEY));
    assertThat(records.uses).containsExactly("2026-01-01", "2026-01-02");
  }

  @Test
  void notesNoDayThatIsStoredAlready() {
    store(KEY, used(key(Optional.empty(), Optional.empty()), "2026-01-01"));

    authentication.identity(Optional.of(KEY));

    assertThat(records.uses).isEmpty();
  }

  @Test
  void answersAlsoWhenTheDayCannotBeNoted() {
    records.broken = true;

    assertThat(authentication.identity(Optional.of(KEY))).isInstanceOf(Caller.class);
  }

  @Test
  void refusesAMissingAnUnknownAndAnAbsurdKey() {
    assertRefused(Optional.empty(), FailureCode.INVALID_API_KEY);
    assertRefused(Optional.of(OTHER), FailureCode.INVALID_API_KEY);
    assertRefused(Optional.of("x".repeat(100_000)), FailureCode.INVALID_API_KEY);
  }

  @Test
  void refusesARevokedKey() {
    store(KEY, key(Optional.of(START.minusSeconds(1)), Optional.empty()));

    assertRefused(Optional.of(KEY), FailureCode.INVALID_API_KEY);
  }

  @Test
  void refusesAKeyFromTheMomentItExpiresAlsoWhileItIsRemembered() {
    store(KEY, key(Optional.empty(), Optional.of(START.plusSeconds(10))));
    authentication.identity(Optional.of(KEY));

    now = START.plusSeconds(10);

    assertRefused(Optional.of(KEY), FailureCode.INVALID_API_KEY);
  }

  /** Standing by standing, with a key of each kind: whether it is served. */
  @ParameterizedTest
  @CsvSource({
    "ACTIVE, 1, true, true",
    "ACTIVE, -1, true, true", // in grace
    "ACTIVE, -4, false, true",
    "NONE, , false, true",
    "SUSPENDED, 1, false, false",
    "SUSPENDED, , false, false"
  })
  void servesByTheStandingOfTheSubscription(
      Subscription.Word word, Integer paidDays, boolean live, boolean test) {
    store(LIVE, key(KeyKind.LIVE, Optional.empty(), Optional.empty()));
    records.subscriptions.put(
        AWA,
        new Subscription(
            word, Optional.ofNullable(paidDays).map(days -> START.plus(Duration.ofDays(days)))));

    assertThat(isServed(LIVE)).isEqualTo(live);
    assertThat(isServed(KEY)).isEqualTo(test);
  }

  @Test
  void servesNobodyWhoIsNotKnown() {
    records.subscriptions.clear();

    assertThat(isServed(KEY)).isFalse();
  }

  @Test
  void saysWhatToDo() {
    records.subscriptions.put(AWA, Subscription.UNKNOWN);
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> caller(KEY).requireService())
        .satisfies(failure ->
            assertThat(failure.error()).startsWith("subscription_suspended: the operator"));

    store(LIVE, key(KeyKind.LIVE, Optional.empty(), Optional.empty()));
    records.subscriptions.put(AWA, Subscription.NONE);
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> caller(LIVE).requireService())
        .satisfies(failure -> assertThat(failure.error()).contains("POST /account/checkout"));
  }

  @Test
  void servesWhoPaysAtOnce() {
    records.subscriptions.put(AWA, Subscription.UNKNOWN);
    assertThat(isServed(KEY)).isFalse();

    records.subscriptions.put(AWA, new Subscription(Subscription.Word.ACTIVE, Optional.empty()));

    assertThat(isServed(KEY)).isTrue();
  }

  @Test
  void warnsInTheGracePeriod() {
    records.subscriptions.put(AWA, new Subscription(Subscription.Word.ACTIVE, Optional.of(START)));

    assertThat(caller(KEY).warning()).contains("grace; until=2026-01-04T00:00:00Z");
  }

  private Caller caller(String key) {
    return (Caller) authentication.identity(Optional.of(key));
  }

  private boolean isServed(String key) {
    try {
      caller(key).requireService();
      return true;
    } catch (ApiFailure failure) {
      assertThat(failure.code()).isEqualTo(FailureCode.SUBSCRIPTION_SUSPENDED);
      return false;
    }
  }

  @Test
  void believesWhatIsStoredForThirtySecondsAndNoLonger() {
    authentication.identity(Optional.of(KEY));
    now = START.plus(Duration.ofSeconds(29));
    authentication.identity(Optional.of(KEY));
    assertThat(records.reads).isEqualTo(1);

    records.keys.clear();
    now = START.plus(Duration.ofSeconds(30));
    assertRefused(Optional.of(KEY), FailureCode.INVALID_API_KEY);
  }

  @Test
  void doesNotRememberUnknownKeys() {
    assertRefused(Optional.of(OTHER), FailureCode.INVALID_API_KEY);

    store(OTHER, key(Optional.empty(), Optional.empty()));

    assertThat(authentication.identity(Optional.of(OTHER))).isInstanceOf(Caller.class);
  }

  private void assertRefused(Optional<String> key, FailureCode code) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> authentication.identity(key))
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }

  private static ApiKey key(Optional<Instant> revokedAt, Optional<Instant> expiresAt) {
    return key(KeyKind.TEST, revokedAt, expiresAt);
  }

  private static ApiKey key(
      KeyKind kind, Optional<Instant> revokedAt, Optional<Instant> expiresAt) {
    return new ApiKey(
        "hash",
        "test_k",
        kind,
        Optional.of(AWA),
        Optional.empty(),
        Scope.USUAL,
        Optional.empty(),
        START,
        expiresAt,
        revokedAt,
        Optional.empty(),
        Optional.empty());
  }

  private static ApiKey used(ApiKey key, String day) {
    return new ApiKey(
        key.hash(),
        key.keyId(),
        key.kind(),
        key.customer(),
        key.label(),
        key.scopes(),
        key.sessions(),
        key.createdAt(),
        key.expiresAt(),
        key.revokedAt(),
        key.rotatedTo(),
        Optional.of(LocalDate.parse(day)));
  }

  private static ApiKey operatorsKey() {
    return ofKind(KeyKind.ADMIN);
  }

  private static ApiKey ofKind(KeyKind kind) {
    return new ApiKey(
        "hash",
        kind.prefix() + "k",
        kind,
        kind.environment().map(it -> AWA),
        Optional.empty(),
        Scope.ALL,
        Optional.empty(),
        START,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private void store(String key, ApiKey stored) {
    records.keys.put(ApiKeyItem.hashOf(key), stored);
  }

  private static final class Records implements AccessStore, LastUseStore {
    final Map<String, ApiKey> keys = new HashMap<>();
    final Map<CustomerId, Subscription> subscriptions = new HashMap<>();
    final List<String> uses = new ArrayList<>();
    int reads;
    boolean broken;

    @Override
    public Optional<ApiKey> key(String hash) {
      reads++;
      return Optional.ofNullable(keys.get(hash));
    }

    @Override
    public Optional<Subscription> subscription(CustomerId customer) {
      return Optional.ofNullable(subscriptions.get(customer));
    }

    @Override
    public void used(String hash, LocalDate day) {
      if (broken) {
        throw new IllegalStateException("the table does not answer");
      }
      uses.add(day.toString());
    }
  }
}
