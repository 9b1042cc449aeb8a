package io.griot.local.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The configuration of {@code ./griot chaos}.
 *
 * @param seed decides the faults
 * @param lasts the time after which no fault begins
 * @param classes the classes of faults to make
 * @param once whether to make each class once, however long that takes
 * @param sessions the number of linked accounts
 * @param hosts the number of session hosts
 * @param commandsPerSecond the rate of sends over all sessions; phones write half as many messages
 * @param report the file of the JSON report; empty for none
 */
public record ChaosOptions(
    long seed,
    Duration lasts,
    Set<FaultClass> classes,
    boolean once,
    int sessions,
    int hosts,
    int commandsPerSecond,
    Optional<Path> report) {

  private static final String ONCE = "--once";
  private static final List<String> WITH_VALUE =
      List.of("--seed", "--minutes", "--faults", "--sessions", "--hosts", "--rate", "--report");

  public ChaosOptions {
    classes = Set.copyOf(classes);
  }

  /**
   * Parses the command line.
   *
   * @param drawnSeed the seed if none is given
   * @throws IllegalArgumentException when an option is unknown, lacks its value, or has an invalid
   *     one
   */
  static ChaosOptions parse(String[] arguments, long drawnSeed) {
    List<String> left = new ArrayList<>(List.of(arguments));
    boolean once = left.remove(ONCE);
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < left.size(); i += 2) {
      if (!WITH_VALUE.contains(left.get(i))) {
        throw new IllegalArgumentException("no such option: " + left.get(i));
      }
      if (i + 1 == left.size()) {
        throw new IllegalArgumentException(left.get(i) + " needs a value");
      }
      values.put(left.get(i), left.get(i + 1));
    }
    return new ChaosOptions(
        seed(values, drawnSeed),
        Duration.ofMinutes(count(values, "--minutes", 10)),
        classes(values.getOrDefault("--faults", "all")),
        once,
        count(values, "--sessions", 6),
        count(values, "--hosts", 3),
        count(values, "--rate", 3),
        Optional.ofNullable(values.get("--report")).map(Path::of));
  }

  /** The schedule of faults for these options. */
  FaultSchedule schedule() {
    return new FaultSchedule(seed, classes, sessions, once);
  }

  private static long seed(Map<String, String> values, long drawn) {
    String text = values.getOrDefault("--seed", Long.toString(drawn));
    if (!text.matches("-?\\d{1,18}")) {
      throw new IllegalArgumentException("--seed is a number of at most 18 digits, not " + text);
    }
    return Long.parseLong(text);
  }

  private static Set<FaultClass> classes(String names) {
    Set<FaultClass> chosen = EnumSet.noneOf(FaultClass.class);
    for (String name : names.split(",", -1)) {
      List<FaultClass> named =
          Arrays.stream(FaultClass.values())
              .filter(kind ->
                  name.equals("all")
                      || kind.label().equals(name)
                      || FaultClass.written(kind.group()).equals(name))
              .toList();
      if (named.isEmpty()) {
        throw new IllegalArgumentException("--faults: no class or group of faults is " + name);
      }
      chosen.addAll(named);
    }
    return chosen;
  }

  private static int count(Map<String, String> values, String name, int fallback) {
    String text = values.getOrDefault(name, Integer.toString(fallback));
    if (!text.matches("[1-9]\\d{0,3}")) {
      throw new IllegalArgumentException(name + " is a number from 1 to 9999, not " + text);
    }
    return Integer.parseInt(text);
  }
}
