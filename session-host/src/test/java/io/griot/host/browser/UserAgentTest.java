package io.griot.host.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class UserAgentTest {
  @Test
  void isChromeOfTheRealVersionAndNeverHeadless() {
    UserAgent userAgent = UserAgent.ofVersion("Chromium 156.0.8078.79 built on Debian\n");
    assertThat(userAgent.text()).contains("Chrome/156.0.0.0 ").doesNotContain("Headless");
    assertThat(userAgent.override().toString())
        .contains("\"156.0.8078.79\"")
        .contains("{\"brand\":\"Chromium\",\"version\":\"156\"}")
        .doesNotContain("Headless");
  }

  @Test
  void refusesWhatIsNoVersion() {
    assertThatIllegalArgumentException().isThrownBy(() -> UserAgent.ofVersion("no such file"));
  }
}
