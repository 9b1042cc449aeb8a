package io.griot.functions.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysTest {
  private final List<String> stored = new ArrayList<>();
  private final Keys keys =
      new Keys(
          (hash, customer, environment) -> stored.add(hash + " " + customer + " " + environment),
          new SecureRandom());

  @Test
  void namesTheEnvironmentInTheKeyAndStoresOnlyItsHash() {
    String key = keys.mint(new CustomerId("awa"), Environment.LIVE);

    assertThat(key).matches("live_[0-9A-Za-z]{32}");
    assertThat(stored).containsExactly(ApiKeyItem.hashOf(key) + " awa LIVE");
    assertThat(stored.getFirst()).doesNotContain(key).matches("[0-9a-f]{64} .*");
  }

  @Test
  void makesADifferentKeyEachTime() {
    assertThat(keys.mint(new CustomerId("awa"), Environment.TEST))
        .isNotEqualTo(keys.mint(new CustomerId("awa"), Environment.TEST));
  }
}
