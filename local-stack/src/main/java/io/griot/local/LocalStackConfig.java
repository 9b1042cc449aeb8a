package io.griot.local;

import io.griot.functions.FunctionsSettings;
import io.griot.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the local stack is told.
 *
 * @param folder where everything keeps its data
 * @param gatewayPort the API's port; 0 for any free one
 * @param sandbox the simulated WhatsApp
 * @param settings what {@link UpSettings} has, as in an environment; where the AWS services are,
 *     only the stack itself says
 */
public record LocalStackConfig(
    Path folder, int gatewayPort, SandboxConfig sandbox, Map<String, String> settings) {
  public LocalStackConfig {
    folder = folder.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
  }

  /**
   * Everything in this folder, on any free ports: what tests and measurements use. They ask for
   * more in a minute than a customer may.
   */
  public static LocalStackConfig in(Path folder) {
    return new LocalStackConfig(
        folder,
        0,
        SandboxConfig.in(folder.resolve("sandbox")),
        Map.of(FunctionsSettings.FAIR_USE.key(), "false"));
  }

  /** The same with another sandbox. */
  public LocalStackConfig withSandbox(SandboxConfig wanted) {
    return new LocalStackConfig(folder, gatewayPort, wanted, settings);
  }

  /** The same with these settings too; they come before those that it has. */
  public LocalStackConfig withSettings(Map<String, String> wanted) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(wanted);
    return new LocalStackConfig(folder, gatewayPort, sandbox, all);
  }
}
