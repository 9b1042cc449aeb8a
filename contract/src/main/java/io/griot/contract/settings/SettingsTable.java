package io.griot.contract.settings;

import java.util.List;

/** The table of settings that documents have. */
public final class SettingsTable {
  private SettingsTable() {}

  /** In Markdown, with a line for each setting and a line break at its end. */
  public static String markdown(List<? extends Setting<?>> settings) {
    StringBuilder table =
        new StringBuilder("| variable | value | default | meaning |\n| --- | --- | --- | --- |\n");
    for (Setting<?> setting : settings) {
      table.append(
          "| `%s` | %s | %s | %s |\n"
              .formatted(
                  setting.key(),
                  setting.type().form(),
                  setting.shownStandard(),
                  setting.description()));
    }
    return table.toString();
  }
}
