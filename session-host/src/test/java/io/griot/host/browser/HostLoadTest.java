package io.griot.host.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.griot.host.lease.TestTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostLoadTest {
  @TempDir Path folder;
  private final TestTime time = new TestTime();

  @Test
  void saysHowManyOtherThreadsWantEachCore() throws IOException {
    assertThat(load(9).perCore()).isEqualTo(4);
    assertThat(load(1).perCore()).isZero();
  }

  @Test
  void followsAChangeWithinSeconds() throws IOException {
    HostLoad load = load(1);
    assertThat(load.perCore()).isZero();

    say(9);
    time.pass(Duration.ofMillis(250));
    assertThat(load.perCore()).isBetween(0.1, 1.0);
    time.pass(Duration.ofSeconds(20));
    assertThat(load.perCore()).isCloseTo(4, within(0.01));
  }

  @Test
  void isNoneWhereTheSystemDoesNotSay() {
    assertThat(new HostLoad(folder.resolve("absent"), 2, time).perCore()).isZero();
  }

  @Test
  void readsThisSystemsFile() {
    assertThat(new HostLoad(2, time).perCore()).isNotNegative();
  }

  private HostLoad load(int runnable) throws IOException {
    say(runnable);
    return new HostLoad(folder.resolve("loadavg"), 2, time);
  }

  private void say(int runnable) throws IOException {
    Files.writeString(
        folder.resolve("loadavg"), "0.20 0.18 0.12 %d/1180 11206\n".formatted(runnable));
  }
}
