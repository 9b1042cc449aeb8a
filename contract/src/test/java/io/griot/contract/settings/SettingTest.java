package io.griot.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
  private static final Setting<Duration> PAUSE =
      Setting.of("GRIOT_PAUSE", QuantityTypes.duration(), Duration.ofSeconds(90), "a pause");
  private static final Setting<Long> MEMORY =
      Setting.of("GRIOT_MEMORY", QuantityTypes.bytes(), 1500L << 20, "a size");
  private static final Setting<String> SECRET =
      Setting.required("GRIOT_SECRET", ValueTypes.text("\\d+", "a secret", "42"), "a secret");
  private static final Setting<Optional<Integer>> COUNT =
      Setting.optional("GRIOT_COUNT", ValueTypes.wholeNumber(1, 9), "a count");

  @ParameterizedTest
  @CsvSource({"1ms,1ms", "1500ms,1500ms", "60s,1m", "90s,90s", "60m,1h", "90m,90m", "24h,24h"})
  void writesADurationInTheLargestUnitThatFits(String text, String written) {
    Duration value = PAUSE.read(Map.of("GRIOT_PAUSE", text));

    assertThat(PAUSE.format(value)).isEqualTo(written);
    assertThat(PAUSE.read(Map.of("GRIOT_PAUSE", written))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0s", "-1s", "1", "1d", "9000h", "s", "1.5s", " 1s"})
  void refusesWhatIsNoDurationOrOutOfItsBounds(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PAUSE.read(Map.of("GRIOT_PAUSE", text)))
        .withMessage("GRIOT_PAUSE is not a duration in ms, s, m or h, for example 90s");
  }

  @Test
  void doesNotWriteADurationThatItCannotRead() {
    assertThatIllegalArgumentException().isThrownBy(() -> PAUSE.format(Duration.ofNanos(1)));
  }

  @ParameterizedTest
  @CsvSource({"1500MiB,1500MiB", "2GiB,2GiB", "2048MiB,2GiB"})
  void writesASizeInTheLargestUnitThatFits(String text, String written) {
    assertThat(MEMORY.format(MEMORY.read(Map.of("GRIOT_MEMORY", text)))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aBlankVariableIsNone(String blank) {
    assertThat(PAUSE.read(Map.of("GRIOT_PAUSE", blank))).isEqualTo(Duration.ofSeconds(90));
    assertThat(COUNT.read(Map.of("GRIOT_COUNT", blank))).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SECRET.read(Map.of("GRIOT_SECRET", blank)))
        .withMessage("GRIOT_SECRET is missing: it is a secret, for example 42");
  }

  @Test
  void doesNotRepeatAWrongValueWhichMayBeASecret() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SECRET.read(Map.of("GRIOT_SECRET", "hush")))
        .withMessage("GRIOT_SECRET is not a secret, for example 42");
  }

  @Test
  void standsInATableWithItsDefault() {
    assertThat(SettingsTable.markdown(List.of(PAUSE, SECRET, COUNT, SharedSettings.SLOTS)))
        .isEqualTo(
            """
            | variable | value | default | meaning |
            | --- | --- | --- | --- |
            | `GRIOT_PAUSE` | a duration in ms, s, m or h | `90s` | a pause |
            | `GRIOT_SECRET` | a secret | none, required | a secret |
            | `GRIOT_COUNT` | a whole number from 1 to 9 | none | a count |
            | `GRIOT_SLOTS` | a whole number from 1 to 999 | 10 | sessions a host holds at most |
            """);
  }

  @Test
  void writesAnEnvironmentThatReadsAsTheSameValues() {
    Map<String, String> environment =
        new ProcessEnvironment()
            .putAll(Map.of("GRIOT_PAUSE", "1s", "OTHER", "stays"))
            .put(PAUSE, Duration.ofMinutes(2))
            .put(COUNT, Optional.of(3))
            .put(SharedSettings.CHROMIUM_ARGUMENTS, List.of("--lang=fr", "--mute-audio"))
            .variables();

    assertThat(environment)
        .isEqualTo(
            Map.of(
                "GRIOT_PAUSE", "2m",
                "OTHER", "stays",
                "GRIOT_COUNT", "3",
                "GRIOT_CHROMIUM_ARGUMENTS", "--lang=fr --mute-audio"));
    assertThat(SharedSettings.CHROMIUM_ARGUMENTS.read(environment))
        .containsExactly("--lang=fr", "--mute-audio");
  }
}
