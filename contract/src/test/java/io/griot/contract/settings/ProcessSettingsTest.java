package io.griot.contract.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessSettingsTest {
  private static final Setting<Integer> LEAST = number("GRIOT_LEAST", 1);
  private static final Setting<Integer> MOST = number("GRIOT_MOST", 5);
  private static final Setting<Optional<Integer>> USER = optional("GRIOT_USER");
  private static final Setting<Optional<Integer>> GROUP = optional("GRIOT_GROUP");
  private static final ProcessSettings ALL =
      ProcessSettings.of(LEAST, MOST, USER, GROUP)
          .with(
              Rule.holds(
                  "GRIOT_LEAST is above GRIOT_MOST",
                  values -> values.get(LEAST) <= values.get(MOST),
                  LEAST,
                  MOST),
              Rule.together(USER, GROUP),
              Rule.needs(USER, MOST));

  private static Setting<Integer> number(String key, int standard) {
    return Setting.of(key, ValueTypes.wholeNumber(1, 9), standard, "a number");
  }

  private static Setting<Optional<Integer>> optional(String key) {
    return Setting.optional(key, ValueTypes.wholeNumber(1, 9), "a number");
  }

  @Test
  void readsValuesAndDefaults() {
    SettingValues values = ALL.read(Map.of("GRIOT_LEAST", "3"));

    assertThat(values.get(LEAST)).isEqualTo(3);
    assertThat(values.get(MOST)).isEqualTo(5);
    assertThat(values.get(USER)).isEmpty();
  }

  @Test
  void namesAllThatIsWrongAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ALL.read(Map.of("GRIOT_LEAST", "many", "GRIOT_MOST", "0", "GRIOT_USER", "1")))
        .withMessage(
            "GRIOT_LEAST is not a whole number from 1 to 9, for example 1;"
                + " GRIOT_MOST is not a whole number from 1 to 9, for example 5;"
                + " GRIOT_USER and GRIOT_GROUP come together: GRIOT_GROUP is missing");
  }

  @Test
  void settingsMustFitTogether() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.read(Map.of("GRIOT_LEAST", "6")))
        .withMessage("GRIOT_LEAST is above GRIOT_MOST");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.read(Map.of("GRIOT_USER", "1", "GRIOT_GROUP", "1")))
        .withMessage("GRIOT_USER needs GRIOT_MOST: GRIOT_MOST is missing");
  }

  @Test
  void knowsWhatNobodyAskedFor() {
    SettingValues values = ALL.read(Map.of());

    values.get(LEAST);
    values.get(USER);

    assertThat(values.unreadKeys()).containsExactlyInAnyOrder("GRIOT_MOST", "GRIOT_GROUP");
  }

  @Test
  void hasNoValueOfAnotherProcessesSetting() {
    SettingValues values = ALL.read(Map.of());

    assertThatIllegalStateException()
        .isThrownBy(() -> values.get(LEAST.withStandard(2)))
        .withMessageContaining("GRIOT_LEAST");
  }

  @Test
  void findsTyposAmongItsOwnVariables() {
    assertThat(ALL.unknown(Map.of("GRIOT_MUST", "5", "GRIOT_MOST", "5", "PATH", "/bin")))
        .containsExactly("GRIOT_MUST");
  }

  @Test
  void hasASettingThatPartsShareOnce() {
    ProcessSettings both = ALL.and(ProcessSettings.of(MOST, SharedSettings.SLOTS));

    assertThat(both.settings()).containsExactly(LEAST, MOST, USER, GROUP, SharedSettings.SLOTS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ALL.and(ProcessSettings.of(MOST.withStandard(6))));
  }
}
