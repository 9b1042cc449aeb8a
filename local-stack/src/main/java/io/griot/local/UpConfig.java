package io.griot.local;

import io.griot.contract.Environment;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.sandbox.SandboxConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of {@code ./griot up}.
 *
 * @param environment the WhatsApp of the printed key: the real one with {@code --live}, else the
 *     sandbox
 * @param stack the stack's configuration; the environment's {@code GRIOT_*} variables reach the
 *     session host
 * @param programs the folders in which programs are looked for
 */
record UpConfig(Environment environment, LocalStackConfig stack, List<Path> programs) {
  /** The data folder, inside the folder of {@code ./griot} wherever it is called from. */
  private static final String DATA = ".griot";

  private static final int API_PORT = 3000;
  private static final int SANDBOX_PORT = 3001;

  /**
   * Parses the command line and this process's environment.
   *
   * @param caller the folder that a relative {@code --data} refers to
   * @throws IllegalArgumentException when an option is unknown or its value is invalid
   */
  static UpConfig parse(String[] arguments, Path caller) {
    Environment environment = Environment.TEST;
    Map<String, String> options = new TreeMap<>();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--live" -> environment = Environment.LIVE;
        case "--port", "--sandbox-port", "--data" -> {
          if (i + 1 == arguments.length) {
            throw new IllegalArgumentException(arguments[i] + " needs a value");
          }
          options.put(arguments[i], arguments[i + 1]);
          i++;
        }
        default -> throw new IllegalArgumentException("no such option: " + arguments[i]);
      }
    }
    if (options.getOrDefault("--data", DATA).isBlank()) {
      throw new IllegalArgumentException("--data is a folder, not an empty text");
    }
    Path folder =
        options.containsKey("--data")
            ? caller.resolve(options.get("--data")).toAbsolutePath().normalize()
            : Path.of(DATA).toAbsolutePath();
    SandboxConfig sandbox =
        SandboxConfig.in(folder.resolve("sandbox"))
            .withPort(port(options, "--sandbox-port", SANDBOX_PORT));
    return new UpConfig(
        environment,
        new LocalStackConfig(
            folder,
            port(options, "--port", API_PORT),
            sandbox,
            settings(environment, System.getenv())),
        SharedSettings.PROGRAM_FOLDERS.read(System.getenv()));
  }

  /** Whether {@code ./griot admin} finds the API and its key without options. */
  boolean isUsual() {
    return stack.gatewayPort() == API_PORT && stack.folder().equals(Path.of(DATA).toAbsolutePath());
  }

  private static int port(Map<String, String> options, String name, int fallback) {
    String text = options.getOrDefault(name, Integer.toString(fallback));
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw new IllegalArgumentException(name + " is a port from 0 to 65535, not " + text);
    }
    return Integer.parseInt(text);
  }

  /** The settings of the stack. Sessions on the real WhatsApp send at the same pace as on AWS. */
  private static Map<String, String> settings(
      Environment whatsApp, Map<String, String> environment) {
    Map<String, String> settings =
        environment.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("GRIOT_"))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    if (whatsApp == Environment.LIVE) {
      settings.putIfAbsent(
          FunctionsSettings.SEND_INTERVAL.key(), FunctionsSettings.SEND_INTERVAL.standardText());
    }
    return settings;
  }
}
