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
 * What {@code ./griot chaos} is told.
 *
 * @param seed decides the faults
 * @param lasts no fault begins after this time
 * @param classes of which faults are made
 * @param once each class once, however long that takes
 * @param sessions how many accounts are linked
 * @param hosts how many session hosts run
 * @param commandsPerSecond how many sends all sessions get together; phones write half as many
 * @param report where the report is written, as JSON; empty for nowhere
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
   * Reads the command line.
   *
   * @param drawnSeed the seed when none is given
   * @throws IllegalArgumentException when an option is unknown, lacks its value, or has a wrong one
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

  /** The faults that these options mean, from the first. */
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
