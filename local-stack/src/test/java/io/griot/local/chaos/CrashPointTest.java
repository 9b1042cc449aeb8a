package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.functions.command.AcceptanceStep;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CrashPointTest {
  private final AtomicInteger deaths = new AtomicInteger();
  private final CrashPoint crash = new CrashPoint(deaths::incrementAndGet);

  @Test
  void diesNowhereUnlessItIsTold() {
    crash.accept(AcceptanceStep.STORED);
    assertThat(deaths).hasValue(0);
  }

  @Test
  void diesAtTheStepWhenItComesThereForTheTimeThatItIsTold() throws IOException {
    follow(CrashPoint.line(AcceptanceStep.STORED, 2));
    crash.accept(AcceptanceStep.STORED);
    crash.accept(AcceptanceStep.SENT);
    assertThat(deaths).hasValue(0);
    crash.accept(AcceptanceStep.STORED);
    assertThat(deaths).hasValue(1);
  }

  @Test
  void goesByTheLastLine() throws IOException {
    follow("STORED 1\nSENT 1\n");
    crash.accept(AcceptanceStep.STORED);
    assertThat(deaths).hasValue(0);
    crash.accept(AcceptanceStep.SENT);
    assertThat(deaths).hasValue(1);
  }

  @Test
  void refusesWhatIsNoStep() {
    assertThatIllegalArgumentException().isThrownBy(() -> follow("NOWHERE 1"));
  }

  private void follow(String lines) throws IOException {
    crash.follow(new ByteArrayInputStream(lines.getBytes(UTF_8)));
  }
}
