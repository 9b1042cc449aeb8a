package io.griot.functions.pairing;

import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairingTokenTest {
  @Test
  void isReadAsItWasWritten() {
    PairingToken token = PairingToken.make(ID, new SecureRandom());

    assertThat(PairingToken.of(token.text())).contains(token);
    assertThat(token.text()).matches("[a-z2-7]{52}");
  }

  /** 26 characters of 32 kinds are 130 bits. */
  @Test
  void isAnotherEachTimeInEveryPlace() {
    var secrets =
        IntStream.range(0, 500)
            .mapToObj(i -> PairingToken.make(ID, new SecureRandom()).secret())
            .collect(Collectors.toSet());

    assertThat(secrets).hasSize(500);
    for (int i = 0; i < 26; i++) {
      int place = i;
      assertThat(secrets.stream().map(secret -> secret.charAt(place)).distinct()).hasSize(32);
    }
  }

  @Test
  void doesNotShowItsSecretWhereItIsWrittenDown() {
    PairingToken token = PairingToken.make(ID, new SecureRandom());

    assertThat(token.toString()).doesNotContain(token.secret());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "../../etc", "%00", "é"})
  void isNoOtherText(String text) {
    assertThat(PairingToken.of(text)).isEmpty();
    assertThat(PairingToken.of("A".repeat(52))).isEmpty();
    assertThat(PairingToken.of("a".repeat(53))).isEmpty();
  }
}
