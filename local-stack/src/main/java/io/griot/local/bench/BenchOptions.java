package io.griot.local.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The configuration of {@code ./griot bench}.
 *
 * @param remote another server to measure instead of a local stack
 * @param sends the number of messages in each measurement
 * @param sessions the number of sessions in the measurements of restoring and memory
 * @param failovers the number of hosts killed, and the number of hosts stopped
 * @param only the only measurement to make: {@code failover}, {@code light}, {@code parked}, {@code
 *     events}; empty for all
 * @param realWeight whether the sandbox's page registers as many modules as the real client, and a
 *     plain session is measured beside ours
 */
record BenchOptions(
    Optional<Remote> remote,
    int sends,
    int sessions,
    int failovers,
    String only,
    boolean realWeight) {
  /** About the number of modules that the real client has and the sandbox does not. */
  static final int REAL_FILLERS = 20_000;

  /**
   * A server elsewhere.
   *
   * @param session a connected session of the key's customer
   * @param chats the recipients; messages are really sent
   */
  record Remote(URI url, String key, String session, List<String> chats) {}

  /**
   * Parses the command line.
   *
   * @throws IllegalArgumentException when an option is unknown, lacks its value, or requires
   *     another
   */
  static BenchOptions parse(String[] arguments) {
    Map<String, String> values = new TreeMap<>();
    List<String> known =
        List.of(
            "--weight",
            "--sends",
            "--sessions",
            "--failovers",
            "--only",
            "--url",
            "--key",
            "--session",
            "--to");
    for (int i = 0; i < arguments.length; i += 2) {
      if (!known.contains(arguments[i])) {
        throw new IllegalArgumentException("no such option: " + arguments[i]);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      values.put(arguments[i], arguments[i + 1]);
    }
    String weight = values.getOrDefault("--weight", "light");
    if (!weight.equals("light") && !weight.equals("real")) {
      throw new IllegalArgumentException("--weight is light or real, not " + weight);
    }
    String only = values.getOrDefault("--only", "");
    if (!List.of("", "failover", "light", "parked", "events").contains(only)) {
      throw new IllegalArgumentException(
          "--only is failover, light, parked or events, not " + only);
    }
    return new BenchOptions(
        remote(values),
        count(values, "--sends", 200),
        count(values, "--sessions", 5),
        count(values, "--failovers", 2),
        only,
        weight.equals("real"));
  }

  private static Optional<Remote> remote(Map<String, String> values) {
    List<String> needed = List.of("--url", "--key", "--session", "--to");
    List<String> missing = new ArrayList<>(needed);
    missing.removeAll(values.keySet());
    if (missing.size() == needed.size()) {
      return Optional.empty();
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "a server elsewhere also needs " + String.join(", ", missing));
    }
    return Optional.of(
        new Remote(
            URI.create(values.getOrDefault("--url", "")),
            values.getOrDefault("--key", ""),
            values.getOrDefault("--session", ""),
            List.of(values.getOrDefault("--to", "").split(","))));
  }

  private static int count(Map<String, String> values, String name, int fallback) {
    String text = values.getOrDefault(name, Integer.toString(fallback));
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IllegalArgumentException(name + " is a number from 1 to 99999, not " + text);
    }
    return Integer.parseInt(text);
  }
}
