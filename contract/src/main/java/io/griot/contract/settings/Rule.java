package io.griot.contract.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A condition on several settings of a process. Rules are checked together with the settings, so
 * that all problems are reported at once.
 *
 * @param of the settings it needs; when one of them is invalid, the rule is not checked
 * @param problem the problem with the settings' keys; empty when the rule is satisfied
 */
public record Rule(List<Setting<?>> of, Problem problem) {

  /** Finds a problem in an environment; empty when there is none. */
  @FunctionalInterface
  public interface Problem {
    Optional<String> in(Map<String, String> environment, SettingValues values);
  }

  public Rule {
    of = List.copyOf(of);
  }

  /** A condition on values. */
  public static Rule holds(String otherwise, Predicate<SettingValues> test, Setting<?>... of) {
    return new Rule(
        List.of(of),
        (environment, values) -> test.test(values) ? Optional.empty() : Optional.of(otherwise));
  }

  /** Either all of these settings are set, or none. */
  public static Rule together(Setting<?>... settings) {
    return new Rule(
        List.of(),
        (environment, values) -> {
          String missing = missing(environment, settings);
          boolean none = Arrays.stream(settings).noneMatch(setting -> setting.isIn(environment));
          return missing.isEmpty() || none
              ? Optional.empty()
              : Optional.of("%s come together: %s".formatted(keys(settings), missing));
        });
  }

  /** If the first setting is set, the others must be too. */
  public static Rule needs(Setting<?> first, Setting<?>... others) {
    return new Rule(
        List.of(),
        (environment, values) -> {
          String missing = missing(environment, others);
          return missing.isEmpty() || !first.isIn(environment)
              ? Optional.empty()
              : Optional.of("%s needs %s: %s".formatted(first.key(), keys(others), missing));
        });
  }

  private static String keys(Setting<?>... settings) {
    String keys = Arrays.stream(settings).map(Setting::key).collect(Collectors.joining(", "));
    return keys.replaceFirst(", (?!.*, )", " and ");
  }

  private static String missing(Map<String, String> environment, Setting<?>... settings) {
    return Arrays.stream(settings)
        .filter(setting -> !setting.isIn(environment))
        .map(setting -> setting.key() + " is missing")
        .collect(Collectors.joining(", "));
  }
}
