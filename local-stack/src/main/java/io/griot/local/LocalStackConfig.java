package io.griot.local;

import io.griot.functions.FunctionsSettings;
import io.griot.local.aws.LocalAws;
import io.griot.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The configuration of the local stack.
 *
 * @param folder the folder for all data
 * @param gatewayPort the API's port; 0 for any free one
 * @param sandbox the simulated WhatsApp
 * @param settings variables of {@link UpSettings}; the stack itself sets the addresses of the AWS
 *     services
 * @param backgroundAws the addresses of the AWS services for webhooks and supervisor: an
 *     environment that overrides {@code settings}
 */
public record LocalStackConfig(
    Path folder,
    int gatewayPort,
    SandboxConfig sandbox,
    Map<String, String> settings,
    Function<LocalAws, Map<String, String>> backgroundAws) {
  /** A configuration in which webhooks and supervisor reach the AWS services directly. */
  public LocalStackConfig(
      Path folder, int gatewayPort, SandboxConfig sandbox, Map<String, String> settings) {
    this(folder, gatewayPort, sandbox, settings, LocalAws::environment);
  }

  public LocalStackConfig {
    folder = folder.toAbsolutePath().normalize();
    settings = Map.copyOf(settings);
  }

  /**
   * A configuration for tests and measurements: everything in one folder, on free ports, without
   * limits of fair use.
   */
  public static LocalStackConfig in(Path folder) {
    return new LocalStackConfig(
        folder,
        0,
        SandboxConfig.in(folder.resolve("sandbox")),
        Map.of(FunctionsSettings.FAIR_USE.key(), "false"));
  }

  /** A copy with another sandbox. */
  public LocalStackConfig withSandbox(SandboxConfig wanted) {
    return new LocalStackConfig(folder, gatewayPort, wanted, settings, backgroundAws);
  }

  /** A copy with additional settings; they override those it has. */
  public LocalStackConfig withSettings(Map<String, String> wanted) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(wanted);
    return new LocalStackConfig(folder, gatewayPort, sandbox, all, backgroundAws);
  }

  /** A copy with another way from webhooks and supervisor to the AWS services. */
  public LocalStackConfig withBackgroundAws(Function<LocalAws, Map<String, String>> wanted) {
    return new LocalStackConfig(folder, gatewayPort, sandbox, settings, wanted);
  }
}
