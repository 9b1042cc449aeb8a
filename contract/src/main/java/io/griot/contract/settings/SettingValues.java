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

  /** The same values, none of them read yet. */
  SettingValues unread() {
    return new SettingValues(values);
  }

  /**
   * A setting's value.
   *
   * @throws IllegalStateException when the process does not have that very setting
   */
  @SuppressWarnings("unchecked") // add puts what the setting itself has read
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException(setting.key() + " is no setting of this process");
    }
    unread.remove(setting);
    return (T) value;
  }

  /** The keys of the settings that were not asked for until now: what nobody needs. */
  public Set<String> unreadKeys() {
    return unread.stream().map(Setting::key).collect(Collectors.toUnmodifiableSet());
  }
}
