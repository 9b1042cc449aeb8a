package io.griot.infra.operator;

import io.griot.contract.Names;
import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;

/** The installation that the operator means. */
record FirstAdminKeyConfig(Names names, String region) {
  static final ProcessSettings SETTINGS =
      ProcessSettings.of(SharedSettings.PREFIX, SharedSettings.AWS_REGION);

  static FirstAdminKeyConfig fromEnvironment() {
    return from(SETTINGS.read(System.getenv()));
  }

  static FirstAdminKeyConfig from(SettingValues told) {
    return new FirstAdminKeyConfig(
        told.get(SharedSettings.PREFIX), told.get(SharedSettings.AWS_REGION));
  }
}
