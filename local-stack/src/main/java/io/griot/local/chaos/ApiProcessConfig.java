package io.griot.local.chaos;

import io.griot.contract.Variables;
import io.griot.contract.net.Cors;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.command.AcceptanceStep;
import java.util.Map;
import java.util.Optional;

/**
 * What the API in a process of its own is told.
 *
 * @param port where it listens on loopback: {@code GRIOT_API_PORT}
 * @param functions the rest, as the Lambda has it
 * @param cors {@code GRIOT_CORS_ORIGINS}
 * @param crash where the process dies, if anywhere: {@code GRIOT_CRASH_AT}, an {@link
 *     AcceptanceStep}, and {@code GRIOT_CRASH_TIME}, the how-manieth time it comes there, default 1
 */
record ApiProcessConfig(int port, FunctionsConfig functions, Cors cors, Optional<Crash> crash) {
  static final String PORT = "GRIOT_API_PORT";
  static final String CRASH_AT = "GRIOT_CRASH_AT";
  static final String CRASH_TIME = "GRIOT_CRASH_TIME";

  /** Dies behind a step when it comes there for this time, counted from 1. */
  record Crash(AcceptanceStep step, int time) {}

  static ApiProcessConfig fromEnvironment() {
    Map<String, String> environment = System.getenv();
    return new ApiProcessConfig(
        Integer.parseInt(environment.getOrDefault(PORT, "0")),
        FunctionsConfig.from(environment),
        Cors.parse(environment.getOrDefault(Variables.CORS_ORIGINS, "*")),
        Optional.ofNullable(environment.get(CRASH_AT))
            .map(step ->
                new Crash(
                    AcceptanceStep.valueOf(step),
                    Integer.parseInt(environment.getOrDefault(CRASH_TIME, "1")))));
  }
}
