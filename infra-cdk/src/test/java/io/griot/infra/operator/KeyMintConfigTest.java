package io.griot.infra.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Names;
import io.griot.contract.settings.SettingValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyMintConfigTest {
  @Test
  void readsAllOfItsSettings() {
    SettingValues told =
        KeyMintConfig.SETTINGS.read(Map.of("GRIOT_PREFIX", "shop", "AWS_REGION", "eu-west-1"));

    assertThat(KeyMintConfig.from(told))
        .isEqualTo(new KeyMintConfig(new Names("shop"), "eu-west-1"));
    assertThat(told.unreadKeys()).isEmpty();
  }
}
