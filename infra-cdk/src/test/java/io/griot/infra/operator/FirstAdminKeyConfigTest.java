package io.griot.infra.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Names;
import io.griot.contract.settings.SettingValues;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstAdminKeyConfigTest {
  @Test
  void readsAllOfItsSettings() {
    SettingValues told =
        FirstAdminKeyConfig.SETTINGS.read(
            Map.of("GRIOT_PREFIX", "shop", "AWS_REGION", "eu-west-1"));

    assertThat(FirstAdminKeyConfig.from(told))
        .isEqualTo(new FirstAdminKeyConfig(new Names("shop"), "eu-west-1"));
    assertThat(told.unreadKeys()).isEmpty();
  }
}
