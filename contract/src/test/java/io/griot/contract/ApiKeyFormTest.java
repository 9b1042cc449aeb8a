package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyFormTest {
  @ParameterizedTest
  @EnumSource
  void readsWhatItMakes(KeyKind kind) {
    String key = ApiKeyForm.make(kind, new Random(7));

    assertThat(key).matches(kind.prefix() + "[0-9A-Za-z]{46}");
    assertThat(ApiKeyForm.of(key))
        .contains(new ApiKeyForm(kind, Optional.of(key.substring(0, kind.prefix().length() + 8))));
  }

  /** The checksum is published for scanners of leaked secrets, so it must not change. */
  @Test
  void hasTheChecksumThatTheDocumentationSays() {
    assertThat(ApiKeyForm.make(KeyKind.TEST, new Random(7)))
        .isEqualTo("test_a0fqq6ChisuMe3Jc7K3HaOtfKKZq8vnBpjxoWOAS04frbF");
  }

  @Test
  void seesEveryMistypedCharacter() {
    String key = ApiKeyForm.make(KeyKind.LIVE, new Random(3));

    for (int i = "live_".length(); i < key.length(); i++) {
      char other = key.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(ApiKeyForm.of(key.substring(0, i) + other + key.substring(i + 1))).isEmpty();
    }
    assertThat(ApiKeyForm.of(key.replace("live_", "test_"))).isEmpty();
  }

  @Test
  void knowsKeysFromBeforeThereWereChecksums() {
    assertThat(ApiKeyForm.of("test_" + "a1".repeat(16)))
        .contains(new ApiKeyForm(KeyKind.TEST, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "live_", "live_short", "Bearer x", "sk_0123456789", "live-" + "a"})
  void takesNothingElseForAKey(String text) {
    assertThat(ApiKeyForm.of(text)).isEmpty();
    assertThat(ApiKeyForm.of("admin_" + "a".repeat(32))).isEmpty();
    assertThat(ApiKeyForm.of("x".repeat(100_000))).isEmpty();
  }
}
