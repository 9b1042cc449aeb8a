package io.griot.local.chaos;

import static io.griot.contract.settings.ValueTypes.oneOf;
import static io.griot.contract.settings.ValueTypes.wholeNumber;

import io.griot.contract.net.Cors;
import io.griot.contract.settings.ProcessSettings;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SettingValues;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.command.AcceptanceStep;
import java.util.Optional;

/**
 * What the API in a process of its own is told.
 *
 * @param port where it listens on loopback
 * @param functions what the Lambda is told
 * @param crash where the process dies, if anywhere
 */
record ApiProcessConfig(int port, FunctionsConfig functions, Cors cors, Optional<Crash> crash) {
  static final Setting<Integer> PORT =
      Setting.of(
          "GRIOT_API_PORT", wholeNumber(0, 65_535), 0, "where it listens; 0 is any free port");

  static final Setting<Optional<AcceptanceStep>> CRASH_AT =
      Setting.optional(
          "GRIOT_CRASH_AT", oneOf(AcceptanceStep.class), "the step behind which it dies");

  static final Setting<Integer> CRASH_TIME =
      Setting.of(
          "GRIOT_CRASH_TIME",
          wholeNumber(1, 999),
          1,
          "the how-manieth time it comes there, counted from 1");

  static final ProcessSettings SETTINGS =
      FunctionsSettings.ALL.and(
          ProcessSettings.of(PORT, CRASH_AT, CRASH_TIME, SharedSettings.CORS_ORIGINS));

  /** Dies behind a step when it comes there for this time, counted from 1. */
  record Crash(AcceptanceStep step, int time) {}

  static ApiProcessConfig fromEnvironment() {
    return from(SETTINGS.read(System.getenv()));
  }

  static ApiProcessConfig from(SettingValues told) {
    int time = told.get(CRASH_TIME);
    return new ApiProcessConfig(
        told.get(PORT),
        FunctionsConfig.from(told),
        told.get(SharedSettings.CORS_ORIGINS),
        told.get(CRASH_AT).map(step -> new Crash(step, time)));
  }
}
