package io.griot.local.chaos;

import static io.griot.contract.settings.ValueTypes.wholeNumber;

import io.griot.contract.net.Cors;
import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.FunctionsSettings;

/**
 * The configuration of an API in its own process.
 *
 * @param port the port on loopback
 * @param functions the configuration of the Lambda
 */
record ApiProcessConfig(int port, FunctionsConfig functions, Cors cors) {
  static final Setting<Integer> PORT =
      Setting.of(
          "GRIOT_API_PORT", wholeNumber(0, 65_535), 0, "where it listens; 0 is any free port");

  static final ProcessSettings SETTINGS =
      FunctionsSettings.ALL.and(ProcessSettings.of(PORT, SharedSettings.CORS_ORIGINS));

  static ApiProcessConfig fromEnvironment() {
    return from(SETTINGS.read(System.getenv()));
  }

  static ApiProcessConfig from(SettingValues told) {
    return new ApiProcessConfig(
        told.get(PORT), FunctionsConfig.from(told), told.get(SharedSettings.CORS_ORIGINS));
  }
}
