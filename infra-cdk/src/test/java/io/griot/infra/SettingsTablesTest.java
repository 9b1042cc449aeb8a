package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.settings.Setting;
import io.griot.contract.settings.SettingsTable;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.host.SessionHostSettings;
import io.griot.host.TimingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Checks that the tables of settings in the documents equal the settings. With {@code
 * -Dgriot.rewrite=true} it writes them instead.
 */
class SettingsTablesTest {
  private static final String BEGIN = "<!-- settings: begin -->\n";
  private static final String END = "<!-- settings: end -->";

  /** The settings that a person who tries Griot locally may want to change. */
  private static final List<Setting<?>> FIRST =
      List.of(
          SharedSettings.LIVE_PAGE_URL,
          SharedSettings.TEST_PAGE_URL.withShownStandard("the sandbox"),
          SessionHostSettings.BROWSER,
          SessionHostSettings.CHROMEDRIVER,
          SessionHostSettings.FFMPEG,
          SessionHostSettings.FFPROBE,
          SharedSettings.CHROMIUM_ARGUMENTS.withShownStandard(
              "none (`--no-sandbox` where `./griot up` runs as root)"),
          SharedSettings.CORS_ORIGINS,
          SharedSettings.SLOTS,
          SharedSettings.PARALLEL_STARTS,
          TimingSettings.MAX_SESSION_MEMORY,
          TimingSettings.RELOAD_MEMORY,
          TimingSettings.RELOAD_IDLE,
          TimingSettings.QUIET_HOURS,
          TimingSettings.TIME_ZONE,
          TimingSettings.LEASE_DURATION,
          TimingSettings.LEASE_RENEWAL,
          TimingSettings.HEARTBEAT,
          TimingSettings.CHECKPOINT_INTERVAL,
          TimingSettings.CALL_DEADLINE);

  @Test
  void theReadmeHasTheFirstSettings() throws IOException {
    assertTable("README.md", FIRST);
  }

  @Test
  void theHostsReadmeHasAllOfItsSettings() throws IOException {
    assertTable("session-host/README.md", SessionHostSettings.ALL.settings());
  }

  @Test
  void theFunctionsReadmeHasAllOfTheirSettings() throws IOException {
    assertTable("functions/README.md", FunctionsSettings.ALL.settings());
  }

  @Test
  void theOperatorsGuideHasAllSettingsOfADeployment() throws IOException {
    assertTable("docs/OPERATING.md", DeploymentSettings.ALL.settings());
  }

  private static void assertTable(String file, List<Setting<?>> settings) throws IOException {
    Path path = Path.of("..", file);
    String text = Files.readString(path);
    assertThat(text).contains(BEGIN, END);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    String table = SettingsTable.markdown(settings);
    if (Boolean.getBoolean("griot.rewrite")) {
      Files.writeString(path, text.substring(0, from) + table + text.substring(to));
      return;
    }

    assertThat(text.substring(from, to))
        .as("mvn -pl infra-cdk test -Dtest=SettingsTablesTest -Dgriot.rewrite=true writes it anew")
        .isEqualTo(table);
  }
}
