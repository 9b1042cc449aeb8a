package io.griot.contract.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All settings of one process, in the order of its documentation, and the one reader of them.
 * Immutable.
 *
 * @param rules what the settings must be to each other
 */
public record ProcessSettings(List<Setting<?>> settings, List<Rule> rules) {
  /** The prefix of the names of this project's own variables. */
  private static final String OWN = "GRIOT_";

  public ProcessSettings {
    settings = List.copyOf(settings);
    rules = List.copyOf(rules);
    if (settings.stream().map(Setting::key).distinct().count() < settings.size()) {
      throw new IllegalArgumentException("a key stands twice");
    }
  }

  /** Settings without rules; see {@link #with}. */
  public static ProcessSettings of(Setting<?>... settings) {
    return new ProcessSettings(List.of(settings), List.of());
  }

  /** The same with rules more. */
  public ProcessSettings with(Rule... more) {
    return new ProcessSettings(settings, Stream.concat(rules.stream(), Stream.of(more)).toList());
  }

  /** These, and then those of another part of the process that are not among them. */
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
   * Reads all of them.
   *
   * @throws IllegalArgumentException when anything is wrong; the message names all of it
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

  /** The project's own variables in an environment that the process does not know, sorted. */
  public List<String> unknown(Map<String, String> environment) {
    return environment.keySet().stream()
        .filter(key -> key.startsWith(OWN) && !keys().contains(key))
        .sorted()
        .toList();
  }
}
