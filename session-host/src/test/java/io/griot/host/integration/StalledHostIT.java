package io.griot.host.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.griot.contract.CommandId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.settings.SharedSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Tests a host that is suspended for longer than its heartbeat holds and then continues, beside
 * another host. Their clocks are ten minutes apart, because neither is used.
 */
final class StalledHostIT {
  private static final Map<String, String> SHORT_HEARTBEAT =
      Map.of("GRIOT_LEASE_DURATION", "6s", "GRIOT_LEASE_RENEWAL", "2s");
  private static final Map<String, String> CLOCKS = Map.of("a", "5m", "b", "-5m");

  @RegisterExtension static final HostFixture fixture = new HostFixture();

  private final List<Process> hosts = new ArrayList<>();
  private final ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void endHosts() throws InterruptedException, IOException {
    watcher.close();
    for (Process host : hosts) {
      signal("CONT", tree(host));
      host.destroy();
    }
    for (Process host : hosts) {
      assertThat(host.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void hasNeverTwoBrowsersWhenItsJvmIsStoppedAndGoesOn() throws Exception {
    SessionId session = fixture.sessions().start("stalled");
    Process stalled = host("stalled-a");
    fixture.pair(session, HostFixture.SHOP);
    fixture.sessions().await(session, item -> item.containsKey(SessionItem.CHECKPOINT));
    List<CommandId> sent = new ArrayList<>(send(session, "stall-", 0, 10));
    Process other = host("stalled-b");
    AtomicBoolean two = new AtomicBoolean();
    watch("stalled-a", "stalled-b", two);

    signal("STOP", List.of(stalled.toHandle()));
    sent.addAll(send(session, "stall-", 10, 20));
    fixture
        .sessions()
        .await(session, item -> isOwnedBy(item, "stalled-b") && StoredSessions.isUsable(item));
    assertThat(fixture.browserProcesses("stalled-a")).isZero();
    signal("CONT", List.of(stalled.toHandle()));
    sent.addAll(send(session, "stall-", 20, 30));
    assertAllArrivedOnce(sent, "stall-");

    watcher.close();
    assertThat(two).isFalse();
    assertThat(fixture.browserProcesses("stalled-a")).isZero();
    assertThat(isOwnedBy(fixture.sessions().get(session), "stalled-b")).isTrue();
    assertThat(stalled.isAlive() && other.isAlive()).isTrue();
    fixture.sessions().end(session);
  }

  @Test
  void killsItsOldBrowsersWhenItIsStoppedWithThemAndGoesOn() throws Exception {
    SessionId session = fixture.sessions().start("frozen");
    Process frozen = host("frozen-a");
    fixture.pair(session, HostFixture.SHOP);
    fixture.sessions().await(session, item -> item.containsKey(SessionItem.CHECKPOINT));
    List<CommandId> sent = new ArrayList<>(send(session, "freeze-", 0, 10));
    Process other = host("frozen-b");

    List<ProcessHandle> tree = tree(frozen);
    signal("STOP", tree);
    sent.addAll(send(session, "freeze-", 10, 20));
    fixture
        .sessions()
        .await(session, item -> isOwnedBy(item, "frozen-b") && StoredSessions.isUsable(item));
    long token = token(session);
    signal("CONT", tree);

    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> fixture.browserProcesses("frozen-a") == 0);
    sent.addAll(send(session, "freeze-", 20, 30));
    assertAllArrivedOnce(sent, "freeze-");
    assertThat(token(session)).isEqualTo(token);
    assertThat(isOwnedBy(fixture.sessions().get(session), "frozen-b")).isTrue();
    assertThat(other.isAlive()).isTrue();
    fixture.sessions().end(session);
  }

  private Process host(String id) throws IOException {
    Map<String, String> settings = new HashMap<>(SHORT_HEARTBEAT);
    settings.put(
        SharedSettings.CLOCK_SHIFT.key(), CLOCKS.getOrDefault(id.substring(id.length() - 1), "0s"));
    Process host = fixture.hostProcess(id, settings);
    hosts.add(host);
    return host;
  }

  private static List<CommandId> send(SessionId session, String text, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> {
          String phone = HostFixture.AWA;
          return fixture
              .commands()
              .accept(session, "clientSendMessage", Commands.message(phone, text + i), phone);
        })
        .toList();
  }

  private static void assertAllArrivedOnce(List<CommandId> sent, String text) throws Exception {
    for (CommandId id : sent) {
      assertThat(fixture.commands().answer(id).path("success").asBoolean()).isTrue();
    }
    assertThat(fixture.phones().received(HostFixture.AWA, text))
        .containsExactlyElementsOf(
            IntStream.range(0, sent.size()).mapToObj(i -> text + i).toList());
  }

  /**
   * Notes when both hosts have running browsers at one moment. Looks often, but not without a
   * pause: that would take a processor from the hosts.
   */
  private void watch(String one, String other, AtomicBoolean two) {
    Runnable look =
        () -> {
          if (fixture.browserProcesses(one) > 0 && fixture.browserProcesses(other) > 0) {
            two.set(true);
          }
        };
    var _ = watcher.scheduleWithFixedDelay(look, 0, 20, TimeUnit.MILLISECONDS);
  }

  private static boolean isOwnedBy(Map<String, AttributeValue> item, String host) {
    return item.containsKey(SessionItem.OWNER)
        && StoredSessions.value(item, SessionItem.OWNER).startsWith(host + "-");
  }

  private static long token(SessionId session) {
    return Long.parseLong(StoredSessions.value(fixture.sessions().get(session), SessionItem.TOKEN));
  }

  /** The host's process with its watchdog, drivers and browsers. */
  private static List<ProcessHandle> tree(Process host) {
    return Stream.concat(Stream.of(host.toHandle()), host.descendants()).toList();
  }

  private static void signal(String name, List<ProcessHandle> processes)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    processes.stream().filter(ProcessHandle::isAlive).forEach(it -> command.add("" + it.pid()));
    int _ = new ProcessBuilder(command).start().waitFor(); // some may have ended meanwhile
  }
}
