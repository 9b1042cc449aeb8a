package io.griot.host.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses the real watchdog, on process groups that do nothing. */
class WatchdogIT {
  private static final Duration HOLDABLE = Duration.ofMillis(700);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /**
   * The time limit, in hundredths of a second, for the watchdog to kill once it can: two seconds on
   * an otherwise idle machine.
   */
  private static final long AT_ONCE = 3_000;

  /**
   * Renewal this far ahead, in hundredths of a second. It leaves time to stop the watchdog before
   * the deadline.
   */
  private static final long AHEAD = 200;

  private final Sleepers sleepers = new Sleepers();
  private final BlockingQueue<Throwable> deaths = new LinkedBlockingQueue<>();
  private final Watchdog watchdog;

  WatchdogIT() throws IOException {
    watchdog = Watchdog.start(HOLDABLE, deaths::add);
  }

  @AfterEach
  void end() throws InterruptedException {
    watchdog.stop();
    sleepers.close();
  }

  @Test
  void killsAWatchedGroupAtTheDeadlineAndNotBefore() throws Exception {
    Process group = watched(sleepers.withChild());
    ProcessHandle child = group.descendants().findAny().orElseThrow();
    long renewed = watchdog.now();
    watchdog.renewed(renewed);

    awaitEnd(group.toHandle());

    long ended = watchdog.now();
    assertThat(ended - renewed).isBetween(hundredths(HOLDABLE), hundredths(HOLDABLE) + AT_ONCE);
    awaitEnd(child);
  }

  @Test
  void countsFromTheMomentBeforeARenewalWasSent() throws Exception {
    Process group = watched(sleepers.alone());
    watchdog.renewed(watchdog.now());
    watchdog.renewed(watchdog.now() - hundredths(HOLDABLE)); // the renewal's answer took that long

    long told = watchdog.now();
    awaitEnd(group.toHandle());

    assertThat(watchdog.now() - told).isLessThan(AT_ONCE);
  }

  @Test
  void killsEveryGroupWhenItsInputEnds() throws Exception {
    Process one = watched(sleepers.alone());
    Process two = watched(sleepers.alone());

    watchdog.stop(); // like the host's death

    awaitEnd(one.toHandle());
    awaitEnd(two.toHandle());
    assertThat(deaths).isEmpty();
  }

  @Test
  void killsWhenItWasStoppedOverTheDeadlineAndGoesOn() throws Exception {
    Process group = watched(sleepers.alone());
    watchdog.renewed(watchdog.now() + AHEAD);
    stopOverTheDeadline();
    assertThat(group.isAlive()).isTrue();

    long goesOn = goOn();
    awaitEnd(group.toHandle());

    assertThat(watchdog.now() - goesOn).isLessThan(AT_ONCE);
  }

  @Test
  void isNotToldOtherwiseByARenewalThatCameWhileItWasStoppedOverTheDeadline() throws Exception {
    Process group = watched(sleepers.alone());
    watchdog.renewed(watchdog.now() + AHEAD);
    stopOverTheDeadline();
    watchdog.renewed(watchdog.now()); // the host continued first and renewed its heartbeat
    watchdog.renewed(watchdog.now());

    long goesOn = goOn();
    awaitEnd(group.toHandle());

    assertThat(watchdog.now() - goesOn).isLessThan(AT_ONCE);
  }

  @Test
  void killsAStoppedGroupToo() throws Exception {
    Process group = watched(sleepers.withChild());
    Sleepers.signal("STOP", -group.pid());
    watchdog.renewed(watchdog.now());

    awaitEnd(group.toHandle());
  }

  @Test
  void keepsAGroupAliveWhoseHeartbeatIsRenewed() throws Exception {
    Process group = watched(sleepers.alone());
    long first = watchdog.now() + AHEAD;
    watchdog.renewed(first);
    watchdog.renewed(first + 100 * AHEAD);

    await().atMost(PATIENCE).until(() -> watchdog.now() > first + 2 * hundredths(HOLDABLE));

    assertThat(group.isAlive()).isTrue();
  }

  @Test
  void forgetsAGroupThatHasEnded() throws Exception {
    Process forgotten = watched(sleepers.alone());
    Process kept = watched(sleepers.alone());
    watchdog.forget(forgotten.pid());
    watchdog.renewed(watchdog.now());

    awaitEnd(kept.toHandle());
    watchdog.stop();

    assertThat(forgotten.isAlive()).isTrue();
  }

  @Test
  void goesOnAfterADeadlineThatWasMissed() throws Exception {
    Process before = watched(sleepers.alone());
    watchdog.renewed(watchdog.now());
    awaitEnd(before.toHandle());

    watchdog.renewed(watchdog.now());
    Process after = watched(sleepers.alone());
    awaitEnd(after.toHandle());

    assertThat(deaths).isEmpty();
  }

  /** Stops the watchdog while it reads. */
  @Test
  void takesInAnOrderWhoseReadingTookLongerThanItWaits() throws Exception {
    Process group = sleepers.alone();
    Process bare =
        new ProcessBuilder("bash", "-c", Watchdog.script(), "griot-watchdog")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream orders = bare.getOutputStream()) {
      write(orders, "wat");
      long late = watchdog.now() + 250; // it waits for a second at most
      await().atMost(PATIENCE).until(() -> watchdog.now() > late);

      write(orders, "ch %d\nuntil %d\n".formatted(group.pid(), watchdog.now()));

      awaitEnd(group.toHandle());
    }
    assertThat(bare.waitFor()).isZero();
  }

  private static void write(OutputStream orders, String text) throws IOException {
    orders.write(text.getBytes(US_ASCII));
    orders.flush();
  }

  @Test
  void saysWhenItDies() throws Exception {
    Sleepers.signal("KILL", watchdog.pid());

    assertThat(deaths.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    watchdog.watch(1_000_000); // the watchdog is gone, and nothing is thrown
  }

  private Process watched(Process group) {
    watchdog.watch(group.pid());
    return group;
  }

  private void stopOverTheDeadline() throws IOException, InterruptedException {
    long watched = watchdog.pid();
    Sleepers.signal("STOP", watched);
    await().atMost(PATIENCE).until(() -> Sleepers.state(watched) == 'T');
    long late = watchdog.now() + AHEAD + 2 * hundredths(HOLDABLE);
    await().atMost(PATIENCE).until(() -> watchdog.now() > late);
  }

  private long goOn() throws IOException, InterruptedException {
    long now = watchdog.now();
    Sleepers.signal("CONT", watchdog.pid());
    return now;
  }

  private static void awaitEnd(ProcessHandle process) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> !process.isAlive());
  }

  private static long hundredths(Duration time) {
    return time.toMillis() / 10;
  }
}
