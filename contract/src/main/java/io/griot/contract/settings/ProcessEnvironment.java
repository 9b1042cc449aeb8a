package io.griot.contract.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Builds the environment of a process that is to be started. Values are typed, so that their units
 * cannot be mistaken. Used by one thread.
 */
public final class ProcessEnvironment {
  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Sets variables without checking them. */
  public ProcessEnvironment putAll(Map<String, String> more) {
    variables.putAll(more);
    return this;
  }

  /** Sets a variable. A later value replaces an earlier one. */
  public <T> ProcessEnvironment put(Setting<T> setting, T value) {
    variables.put(setting.key(), setting.format(value));
    return this;
  }

  /** A copy of the variables set so far. */
  public Map<String, String> variables() {
    return Map.copyOf(variables);
  }
}
