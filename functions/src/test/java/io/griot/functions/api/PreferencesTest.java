package io.griot.functions.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.FailureCode;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  @ParameterizedTest
  @ValueSource(strings = {"wait=20", "respond-async, wait=20", "Wait = 20", "wait=\"20\""})
  void readsHowLongTheCallerWouldWait(String header) {
    assertThat(Preferences.wait(request("Prefer", header))).contains(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait", "wait=soon", "wait=-1", "respond-async", "wait=99999999999"})
  void takesNoOtherWordForAWait(String header) {
    assertThat(Preferences.wait(request("Prefer", header))).isEmpty();
  }

  @Test
  void readsWhenACommandExpires() {
    assertThat(Preferences.expiresIn(request("Command-Expires-In", "1")))
        .contains(Duration.ofSeconds(1));
    assertThat(Preferences.expiresIn(request("command-expires-in", "604800")))
        .contains(Duration.ofDays(7));
    assertThat(Preferences.expiresIn(request("x-other", "1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "604801", "-1", "1.5", "60s", "", "9999999999"})
  void namesAHeaderThatIsWrong(String seconds) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> Preferences.expiresIn(request("Command-Expires-In", seconds)))
        .matches(failure -> failure.code() == FailureCode.INVALID_FIELD)
        .extracting(ApiFailure::error)
        .asString()
        .startsWith("Command-Expires-In: must be");
  }

  @Test
  void readsThatNothingIsToBeDone() {
    assertThat(Preferences.dryRun(query("dry_run=true"))).isTrue();
    assertThat(Preferences.dryRun(query("dry_run=1"))).isTrue();
    assertThat(Preferences.dryRun(query("dry_run=0"))).isFalse();
    assertThat(Preferences.dryRun(query("x=1&dry_run=false"))).isFalse();
    assertThat(Preferences.dryRun(query("x=%zz"))).isFalse();
    assertThat(Preferences.dryRun(query(""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dry_run", "dry_run=", "dry_run=2", "dry_run=TRUE", "dry_run[]=true"})
  void takesNoOtherWordForADryRun(String query) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> Preferences.dryRun(query(query)))
        .matches(failure -> failure.code() == FailureCode.INVALID_FIELD);
  }

  private static Request query(String query) {
    return new Request("POST", "/", query, Map.of(), new byte[0], Instant.EPOCH);
  }

  private static Request request(String header, String value) {
    return new Request("GET", "/", "", Map.of(header, value), new byte[0], Instant.EPOCH);
  }
}
