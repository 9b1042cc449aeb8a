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
import io.griot.contract.SessionName;
import io.griot.functions.http.ApiFailure;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final CustomerId KOFI = new CustomerId("kofi");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryKeyStore store = new MemoryKeyStore();
  private Instant now = START;
  private final Keys keys = new Keys(store, new SecureRandom(), () -> now);

  @Test
  void storesOnlyTheHashOfAKey() {
    NewKey made = keys.mint(order());

    assertThat(store.keys.values()).containsExactly(made.stored());
    assertThat(made.stored().hash()).isEqualTo(ApiKeyItem.hashOf(made.secret()));
    assertThat(made.stored().toString()).doesNotContain(made.secret());
    assertThat(made.toString()).doesNotContain(made.secret());
  }

  @Test
  void namesAKeyByItsFirstCharacters() {
    NewKey made = keys.mint(order());

    assertThat(made.secret()).startsWith(made.stored().keyId()).matches("test_[0-9A-Za-z]{46}");
    assertThat(ApiKeyForm.of(made.secret()))
        .contains(new ApiKeyForm(KeyKind.TEST, Optional.of(made.stored().keyId())));
  }

  @Test
  void findsAKeyByItselfItsIdAndItsFirstCharacters() {
    NewKey made = keys.mint(order());
    keys.mint(KeyOrder.ofOperator("first", Scope.ALL));

    for (int length : new int[] {9, 11, 13, 20, made.secret().length()}) {
      assertThat(keys.named(made.secret().substring(0, length))).isEqualTo(made.stored());
    }
  }

  @Test
  void findsNothingByWhatNoKeyBeginsWith() {
    keys.mint(order());

    assertFails(FailureCode.KEY_NOT_FOUND, () -> keys.named("live_00000000"));
    assertFails(FailureCode.KEY_NOT_FOUND, () -> keys.named("no such key"));
  }

  @Test
  void choosesNoneOfTwoThatBeginAlike() {
    keys.mint(order());
    keys.mint(order());

    assertFails(FailureCode.CONFLICT, () -> keys.named("test_"));
  }

  @Test
  void findsAKeyFromBeforeThereWereIds() {
    String hash = ApiKeyItem.hashOf("test_" + "a".repeat(32));
    ApiKey old =
        new ApiKey(
            hash,
            ApiKeyItem.oldIdOf(hash),
            KeyKind.TEST,
            Optional.of(AWA),
            Optional.empty(),
            Scope.USUAL,
            Optional.empty(),
            Instant.EPOCH,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    store.put(old);

    assertThat(keys.named(old.keyId())).isEqualTo(old);
    assertThat(keys.named("test_" + "a".repeat(32))).isEqualTo(old);
  }

  @Test
  void replacesAKeyByOneThatMayDoTheSameAndLetsBothWorkForAWhile() {
    KeyOrder order =
        new KeyOrder(
            KeyKind.LIVE,
            Optional.of(AWA),
            Optional.of("Shop"),
            Set.of(Scope.SEND),
            Optional.of(Set.of(new SessionName("main"))),
            Optional.empty());
    NewKey old = keys.mint(order);
    now = START.plus(Duration.ofDays(30));

    NewKey next = keys.rotate(old.stored(), Duration.ofDays(7), Optional.empty());

    assertThat(next.stored().rights())
        .isEqualTo(
            new KeyRights(
                next.stored().keyId(),
                Set.of(Scope.SEND),
                Optional.of(Set.of(new SessionName("main")))));
    assertThat(next.stored().label()).contains("Shop");
    assertThat(next.stored().expiresAt()).isEmpty();
    ApiKey replaced = store.find(old.stored().hash()).orElseThrow();
    assertThat(replaced.rotatedTo()).contains(next.stored().keyId());
    assertThat(replaced.holds(now.plus(Duration.ofDays(7)).minusMillis(1))).isTrue();
    assertThat(replaced.holds(now.plus(Duration.ofDays(7)))).isFalse();
  }

  @Test
  void aKeyThatEndsIsReplacedByOneThatLivesAsLong() {
    Instant end = START.plus(Duration.ofDays(90));
    NewKey old =
        keys.mint(
            new KeyOrder(
                KeyKind.LIVE,
                Optional.of(AWA),
                Optional.empty(),
                Scope.USUAL,
                Optional.empty(),
                Optional.of(end)));
    now = end.minus(Duration.ofDays(1));

    NewKey next = keys.rotate(old.stored(), Duration.ofDays(7), Optional.empty());

    assertThat(next.stored().expiresAt()).contains(now.plus(Duration.ofDays(90)));
    assertThat(store.find(old.stored().hash()).orElseThrow().expiresAt()).contains(end);
  }

  @Test
  void replacesAKeyOnceAndNoneThatDoesNotWork() {
    NewKey old = keys.mint(order());
    keys.rotate(old.stored(), Duration.ofDays(7), Optional.empty());
    ApiKey replaced = store.find(old.stored().hash()).orElseThrow();
    ApiKey revoked = keys.revoke(keys.mint(order()).stored());

    assertFails(FailureCode.CONFLICT, () -> keys.rotate(replaced, Duration.ZERO, Optional.empty()));
    assertFails(
        FailureCode.CONFLICT, () -> keys.rotate(old.stored(), Duration.ZERO, Optional.empty()));
    assertFails(FailureCode.CONFLICT, () -> keys.rotate(revoked, Duration.ZERO, Optional.empty()));
  }

  @Test
  void revokesAKeyOnce() {
    ApiKey revoked = keys.revoke(keys.mint(order()).stored());
    now = START.plusSeconds(60);

    assertThat(revoked.revokedAt()).contains(START);
    assertThat(keys.revoke(revoked).revokedAt()).contains(START);
  }

  @Test
  void makesNoMoreKeysThanACustomerMayHave() {
    for (int i = 0; i < Keys.MOST; i++) {
      keys.mint(order());
    }

    assertFails(FailureCode.KEY_QUOTA_EXCEEDED, () -> keys.mint(order()));
    assertThat(keys.mint(KeyOrder.of(KOFI, Environment.LIVE, Scope.ALL))).isNotNull();
  }

  private static KeyOrder order() {
    return KeyOrder.of(AWA, Environment.TEST, Scope.USUAL);
  }

  private static void assertFails(FailureCode code, Runnable call) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(call::run)
        .extracting(ApiFailure::code)
        .isEqualTo(code);
  }
}
