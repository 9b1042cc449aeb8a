package io.griot.local.chaos;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of {@code ./griot storm}.
 *
 * @param seed decides when the host dies and how the receiver fails
 * @param messages the number of messages
 * @param chats the number of people who write them
 * @param kills the number of times the host is killed
 * @param troubles the number of times the receiver fails for some seconds
 * @param recovers whether hosts recover events that died with the host before; a storm without
 *     recovery must fail, which shows that it notices a loss
 */
public record StormOptions(
    long seed, int messages, int chats, int kills, int troubles, boolean recovers) {
  private static final List<String> NAMES =
      List.of("--seed", "--messages", "--chats", "--kills", "--troubles", "--recovery");

  /**
   * Parses the command line.
   *
   * @param drawnSeed the seed if none is given
   * @throws IllegalArgumentException when an option is unknown, lacks its value, or has an invalid
   *     one
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
