package io.griot.host.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Uses real processes that do nothing. */
class ProcessGroupIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Sleepers sleepers = new Sleepers();

  @AfterEach
  void end() {
    sleepers.close();
  }

  @Test
  void killsTheLeaderAndWhoIsWithIt() throws Exception {
    Process leader = sleepers.withChild();
    ProcessHandle child = leader.descendants().findAny().orElseThrow();

    new ProcessGroup(leader.pid()).kill();

    awaitEnd(leader.toHandle());
    awaitEnd(child);
  }

  @Test
  void killsAStoppedGroupWhoseLeaderIsGone() throws Exception {
    Process leader = sleepers.withChild();
    ProcessGroup group = new ProcessGroup(leader.pid());
    group.freeze();
    ProcessHandle orphan = sleepers.orphanOf(leader);
    await().atMost(PATIENCE).until(() -> Sleepers.state(orphan.pid()) == 'T');

    group.kill();

    awaitEnd(orphan);
  }

  @Test
  void doesNothingWhenTheyHaveEndedAlready() throws Exception {
    Process leader = sleepers.alone();
    ProcessGroup group = new ProcessGroup(leader.pid());
    group.kill();
    awaitEnd(leader.toHandle());

    group.kill(); // would throw

    assertThat(group.memoryBytes()).isZero();
  }

  @Test
  void killsInAThreadThatWasInterruptedAndKeepsTheInterrupt() throws Exception {
    Process leader = sleepers.withChild();
    ProcessHandle orphan = sleepers.orphanOf(leader);

    Thread.currentThread().interrupt();
    new ProcessGroup(leader.pid()).kill();

    assertThat(Thread.interrupted()).isTrue();
    awaitEnd(orphan);
  }

  @Test
  void stopsAllOfThemAndLetsThemGoOn() throws Exception {
    Process leader = sleepers.withChild();
    long child = leader.descendants().findAny().orElseThrow().pid();
    ProcessGroup group = new ProcessGroup(leader.pid());

    group.freeze();
    await().atMost(PATIENCE).until(() -> Sleepers.state(leader.pid()) == 'T');
    await().atMost(PATIENCE).until(() -> Sleepers.state(child) == 'T');

    group.resume();
    await().atMost(PATIENCE).until(() -> Sleepers.state(leader.pid()) != 'T');
    await().atMost(PATIENCE).until(() -> Sleepers.state(child) != 'T');
  }

  @Test
  void tellsWhatTheyCost() throws Exception {
    assertThat(new ProcessGroup(sleepers.withChild().pid()).memoryBytes()).isPositive();
  }

  private static void awaitEnd(ProcessHandle process) {
    await().atMost(PATIENCE).until(() -> !process.isAlive());
  }
}
