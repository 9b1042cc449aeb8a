package io.griot.functions.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ApiKeyForm;
import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final List<ApiKey> stored = new ArrayList<>();
  private final Keys keys = new Keys(stored::add, new SecureRandom(), () -> NOW);

  @Test
  void storesOnlyTheHashOfAKey() {
    NewKey made = keys.mint(Keys.Order.of(new CustomerId("awa"), Environment.LIVE, Scope.USUAL));

    assertThat(stored).containsExactly(made.stored());
    assertThat(made.stored().hash()).isEqualTo(ApiKeyItem.hashOf(made.secret()));
    assertThat(made.stored().toString()).doesNotContain(made.secret());
    assertThat(made.toString()).doesNotContain(made.secret());
  }

  @Test
  void namesAKeyByItsFirstCharacters() {
    NewKey made = keys.mint(Keys.Order.of(new CustomerId("awa"), Environment.TEST, Scope.USUAL));

    assertThat(made.secret()).startsWith(made.stored().keyId()).matches("test_[0-9A-Za-z]{46}");
    assertThat(ApiKeyForm.of(made.secret()))
        .contains(new ApiKeyForm(KeyKind.TEST, Optional.of(made.stored().keyId())));
  }

  @Test
  void makesADifferentKeyEachTime() {
    Keys.Order order = Keys.Order.ofOperator("first", Scope.ALL);

    assertThat(keys.mint(order).secret()).isNotEqualTo(keys.mint(order).secret());
  }
}
