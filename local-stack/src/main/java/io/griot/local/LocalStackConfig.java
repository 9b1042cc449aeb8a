package io.griot.local;

import io.griot.functions.FunctionsSettings;
import io.griot.local.aws.LocalAws;
import io.griot.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What the local stack is told.
 *
 * @param folder where everything keeps its data
 * @param gatewayPort the API's port; 0 for any free one
 * @param sandbox the simulated WhatsApp
 * @param settings what {@link UpSettings} has, as in an environment; where the AWS services are,
 *     only the stack itself says
 * @param backgroundAws where webhooks and supervisor find the AWS services: an environment that
 *     counts before {@code settings}
 */
public record LocalStackConfig(
    Path folder,
    int gatewayPort,
    SandboxConfig sandbox,
    Map<String, String> settings,
    Function<LocalAws, Map<String, String>> backgroundAws) {
  /** Webhooks and supervisor find the AWS services where they are. */
  public LocalStackConfig(
      Path folder, int gatewayPort, SandboxConfig sandbox, Map<String, String> settings) {
    this(folder, gatewayPort, sandbox, settings, LocalAws::environment);
  }

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
    return new LocalStackConfig(folder, gatewayPort, wanted, settings, backgroundAws);
  }

  /** The same with these settings too; they come before those that it has. */
  public LocalStackConfig withSettings(Map<String, String> wanted) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(wanted);
    return new LocalStackConfig(folder, gatewayPort, sandbox, all, backgroundAws);
  }

  /** The same with another way from webhooks and supervisor to the AWS services. */
  public LocalStackConfig withBackgroundAws(Function<LocalAws, Map<String, String>> wanted) {
    return new LocalStackConfig(folder, gatewayPort, sandbox, settings, wanted);
  }
}
