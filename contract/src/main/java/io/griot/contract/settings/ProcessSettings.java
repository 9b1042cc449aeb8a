package io.griot.contract.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings of one process, in the order of its documentation, and their reader. Immutable.
 *
 * @param rules conditions on several settings at once
 */
public record ProcessSettings(List<Setting<?>> settings, List<Rule> rules) {
  /** The prefix of this project's own variables. */
  private static final String OWN = "GRIOT_";

  public ProcessSettings {
    settings = List.copyOf(settings);
    rules = List.copyOf(rules);
    if (settings.stream().map(Setting::key).distinct().count() < settings.size()) {
      throw new IllegalArgumentException("a key stands twice");
    }
  }

  /** Settings without rules; see {@link #with} to add some. */
  public static ProcessSettings of(Setting<?>... settings) {
    return new ProcessSettings(List.of(settings), List.of());
  }

  /** A copy with additional rules. */
  public ProcessSettings with(Rule... more) {
    return new ProcessSettings(settings, Stream.concat(rules.stream(), Stream.of(more)).toList());
  }

  /**
   * A copy with the settings of another part of the process; settings that both have appear once.
   */
  public ProcessSettings and(ProcessSettings other) {
    return new ProcessSettings(
        Stream.concat(settings.stream(), other.settings.stream()).distinct().toList(),
        Stream.concat(rules.stream(), other.rules.stream()).distinct().toList());
  }

  /** The names of the variables. */
  public Set<String> keys() {
    return settings.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Reads all settings.
   *
   * @throws IllegalArgumentException when anything is wrong; the message lists every problem
   */
  public SettingValues read(Map<String, String> environment) {
    SettingValues values = new SettingValues();
    List<String> problems = new ArrayList<>();
    for (Setting<?> setting : settings) {
      try {
        values.add(setting, setting.read(environment));
      } catch (IllegalArgumentException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    for (Rule rule : rules) {
      if (values.have(rule.of())) {
        rule.problem().in(environment, values).ifPresent(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return values.unread();
  }

  /** Variables with the project's prefix that the process does not know, sorted. */
  public List<String> unknown(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(key -> key.startsWith(OWN) && !keys().contains(key))
        .sorted()
        .toList();
  }
}
