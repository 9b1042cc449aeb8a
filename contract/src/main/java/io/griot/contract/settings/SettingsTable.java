package io.griot.contract.settings;

import java.util.List;

/** Makes the table of settings for documents. */
public final class SettingsTable {
  private SettingsTable() {}

  /** The table in Markdown: a line for each setting, and a line break at the end. */
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
