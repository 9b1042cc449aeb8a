package io.griot.local.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code ./griot storm} is told.
 *
 * @param seed decides when the host dies and what the receiver does
 * @param messages how many are written
 * @param chats by how many people
 * @param kills how often the host is killed
 * @param troubles how often the receiver fails for some seconds
 * @param recovers whether hosts find what died with the host before. Without it a storm fails: so
 *     one sees that it would notice a loss
 */
public record StormOptions(
    long seed, int messages, int chats, int kills, int troubles, boolean recovers) {
  private static final List<String> NAMES =
      List.of("--seed", "--messages", "--chats", "--kills", "--troubles", "--recovery");

  /**
   * Reads the command line.
   *
   * @param drawnSeed the seed when none is given
   * @throws IllegalArgumentException when an option is unknown, lacks its value, or has a wrong one
   */
  static StormOptions parse(String[] arguments, long drawnSeed) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!NAMES.contains(arguments[i])) {
        throw new IllegalArgumentException("no such option: " + arguments[i]);
      }
      if (i + 1 == arguments.length || !arguments[i + 1].matches("\\d{1,9}")) {
        throw new IllegalArgumentException(arguments[i] + " needs a number");
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    return new StormOptions(
        Long.parseLong(values.getOrDefault("--seed", Long.toString(drawnSeed))),
        number(values, "--messages", 2_000),
        number(values, "--chats", 50),
        number(values, "--kills", 20),
        number(values, "--troubles", 20),
        number(values, "--recovery", 1) > 0);
  }

  private static int number(Map<String, String> values, String name, int fallback) {
    return Integer.parseInt(values.getOrDefault(name, Integer.toString(fallback)));
  }
}
