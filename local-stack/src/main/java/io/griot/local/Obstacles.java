package io.griot.local;

import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SharedSettings;
import io.griot.host.SessionHostConfig;
import io.griot.host.SessionHostSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Checks, before anything starts, what would prevent the start of {@code ./griot up}: a failure in
 * the middle of a start is hard to read.
 */
final class Obstacles {
  private static final String HOST = "127.0.0.1";

  private Obstacles() {}

  /**
   * Checks everything.
   *
   * @throws CannotStartException for the first obstacle found
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

  /** Reads the host's settings, with the values that the stack itself adds. */
  private static SessionHostConfig settings(Map<String, String> given) throws CannotStartException {
    Map<String, String> settings =
        new ProcessEnvironment()
            .put(SharedSettings.TEST_PAGE_URL, URI.create("http://" + HOST + "/"))
            .putAll(given)
            .put(SharedSettings.BUCKET, "local")
            .put(SharedSettings.AWS_REGION, "local")
            .variables();
    try {
      return SessionHostConfig.of(UpSettings.ALL.read(settings));
    } catch (IllegalArgumentException e) {
      throw new CannotStartException(e.getMessage() + "; the README says what each setting may be");
    }
  }

  private static void checkPrograms(SessionHostConfig config, List<Path> folders)
      throws CannotStartException {
    checkProgram(SessionHostSettings.BROWSER, config.browser().chromium(), folders);
    checkProgram(SessionHostSettings.CHROMEDRIVER, config.browser().chromedriver(), folders);
    checkProgram(SessionHostSettings.FFMPEG, config.ffmpeg().ffmpeg(), folders);
    checkProgram(SessionHostSettings.FFPROBE, config.ffmpeg().ffprobe(), folders);
  }

  private static void checkProgram(Setting<String> setting, Path program, List<Path> folders)
      throws CannotStartException {
    boolean isPath = program.isAbsolute() || program.getNameCount() > 1;
    boolean isThere =
        isPath
            ? Files.isRegularFile(program) && Files.isExecutable(program)
            : folders.stream().map(folder -> folder.resolve(program)).anyMatch(Files::isExecutable);
    if (!isThere) {
      throw new CannotStartException(
          "there is no program %s on this machine: install it, or say where it is with %s"
              .formatted(program, setting.key()));
    }
  }
}
