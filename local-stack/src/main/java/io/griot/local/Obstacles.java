package io.griot.local;

import io.griot.contract.Variables;
import io.griot.contract.net.Cors;
import io.griot.functions.FunctionsConfig;
import io.griot.host.SessionHostConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What would keep {@code ./griot up} from starting, looked for before anything starts: a failure in
 * the middle of a start is hard to read.
 */
final class Obstacles {
  private static final String HOST = "127.0.0.1";

  private Obstacles() {}

  /**
   * Does nothing when there are none.
   *
   * @throws CannotStartException the first that was found
   */
  static void check(UpConfig config) throws CannotStartException {
    LocalStackConfig stack = config.stack();
    int phones = stack.sandbox().port();
    if (stack.gatewayPort() != 0 && stack.gatewayPort() == phones) {
      throw new CannotStartException(
          "--port and --sandbox-port are both %d: they need one each".formatted(phones));
    }
    checkPort("--port", stack.gatewayPort());
    checkPort("--sandbox-port", phones);
    checkPrograms(settings(stack.settings()), config.programs());
  }

  private static void checkPort(String option, int port) throws CannotStartException {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral(HOST))) {
      return;
    } catch (IOException e) {
      throw new CannotStartException(
          "port %1$d is in use by another program, or not yours to use: choose another with %2$s N (0 for any that is free)"
              .formatted(port, option));
    }
  }

  private static SessionHostConfig settings(Map<String, String> given) throws CannotStartException {
    Map<String, String> settings = new HashMap<>(given);
    settings.put(Variables.BUCKET, "local");
    settings.putIfAbsent(Variables.TEST_PAGE_URL, "http://" + HOST + "/");
    try {
      Cors.parse(settings.getOrDefault(Variables.CORS_ORIGINS, "*"));
      FunctionsConfig.from(with(settings, "AWS_REGION", "local"));
      return SessionHostConfig.of(settings);
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(
          String.valueOf(e.getMessage()).replaceFirst("^configuration: ", "")
              + "; the README says what each setting may be");
    }
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private static void checkPrograms(SessionHostConfig config, List<Path> folders)
      throws CannotStartException {
    checkProgram("GRIOT_BROWSER", config.browser().chromium(), folders);
    checkProgram("GRIOT_CHROMEDRIVER", config.browser().chromedriver(), folders);
    checkProgram("GRIOT_FFMPEG", config.ffmpeg().ffmpeg(), folders);
    checkProgram("GRIOT_FFPROBE", config.ffmpeg().ffprobe(), folders);
  }

  private static void checkProgram(String variable, Path program, List<Path> folders)
      throws CannotStartException {
    boolean isPath = program.isAbsolute() || program.getNameCount() > 1;
    boolean isThere =
        isPath
            ? Files.isRegularFile(program) && Files.isExecutable(program)
            : folders.stream().map(folder -> folder.resolve(program)).anyMatch(Files::isExecutable);
    if (!isThere) {
      throw new CannotStartException(
          "there is no program %s on this machine: install it, or say where it is with %s"
              .formatted(program, variable));
    }
  }
}
