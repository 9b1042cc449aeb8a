package io.griot.contract.settings;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The checked values of a process's settings. Used by one thread. */
public final class SettingValues {
  private final Map<Setting<?>, Object> values;
  private final Set<Setting<?>> unread;

  SettingValues() {
    this(Map.of());
  }

  private SettingValues(Map<Setting<?>, Object> values) {
    this.values = new HashMap<>(values);
    this.unread = new HashSet<>(values.keySet());
  }

  void add(Setting<?> setting, Object value) {
    values.put(setting, value);
  }

  boolean have(List<Setting<?>> settings) {
    return values.keySet().containsAll(settings);
  }

  /** A copy in which no value has been read yet. */
  SettingValues unread() {
    return new SettingValues(values);
  }

  /**
   * The value of a setting.
   *
   * @throws IllegalStateException when the process does not have this setting
   */
  @SuppressWarnings("unchecked") // add stores only what the setting itself has parsed
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting.key() + " is no setting of this process");
    }
    unread.remove(setting);
    return (T) value;
  }

  /** The keys of the settings that were never read, so that nothing needs them. */
  public Set<String> unreadKeys() {
    return unread.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());
  }
}
