package io.griot.logging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The format of log lines and the levels of loggers.
 *
 * @param json whether lines are JSON objects: in AWS Lambda and on ECS
 * @param levels the minimum level of each logger and those below it, by the logger's name
 */
record LoggingConfig(boolean json, Map<String, String> levels) {
  /** The variable that AWS sets in Lambda and on Fargate. */
  private static final String AWS_EXECUTION_ENVIRONMENT = "AWS_EXECUTION_ENV";

  /** Further levels, as {@code logger=LEVEL}, in a file that a module may put on its class path. */
  private static final String LEVELS_FILE = "/griot-logging.properties";

  LoggingConfig {
    levels = Map.copyOf(levels);
  }

  /**
   * Reads the environment and the class path. Griot's own loggers default to INFO, all others to
   * WARN; the file of levels may change that.
   *
   * @throws UncheckedIOException when the file exists and cannot be read
   */
  static LoggingConfig read() {
    Map<String, String> levels = new TreeMap<>(Map.of("ROOT", "WARN", "io.griot", "INFO"));
    try (InputStream file = LoggingConfig.class.getResourceAsStream(LEVELS_FILE)) {
      levels.putAll(levelsOf(file));
    } catch (IOException e) {
      throw new UncheckedIOException(LEVELS_FILE, e);
    }
    return new LoggingConfig(System.getenv(AWS_EXECUTION_ENVIRONMENT) != null, levels);
  }

  private static Map<String, String> levelsOf(@Nullable InputStream file) throws IOException {
    Map<String, String> levels = new TreeMap<>();
    if (file != null) {
      Properties read = new Properties();
      read.load(file);
      read.forEach((logger, level) -> levels.put(logger.toString(), level.toString()));
    }
    return levels;
  }
}
