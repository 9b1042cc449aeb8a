package io.griot.infra.operator;

import io.griot.contract.Names;
import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;

/** Which installation the operator means. */
record KeyMintConfig(Names names, String region) {
  static final ProcessSettings SETTINGS =
      ProcessSettings.of(SharedSettings.PREFIX, SharedSettings.AWS_REGION);

  static KeyMintConfig fromEnvironment() {
    return from(SETTINGS.read(System.getenv()));
  }

  static KeyMintConfig from(SettingValues told) {
    return new KeyMintConfig(told.get(SharedSettings.PREFIX), told.get(SharedSettings.AWS_REGION));
  }
}
