package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.CustomerId;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.browser.BrowserSettings;
import io.griot.host.browser.Browsers;
import io.griot.host.browser.Spawner;
import io.griot.host.browser.StartLimiter;
import io.griot.host.browser.Watchdog;
import io.griot.host.lease.FakeLeaseStore;
import io.griot.host.lease.Lease;
import io.griot.host.lease.LeaseCheck;
import io.griot.host.lease.Problem;
import io.griot.host.lease.SessionRecord;
import io.griot.host.profile.CheckpointStore;
import io.griot.host.profile.Profile;
import io.griot.host.profile.ProfileFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host with a failing disk or browser, and a program in place of the browser. */
final class BrowserKeeperIT {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final FakeLeaseStore leases = new FakeLeaseStore();
  private final Spawner spawner = new Spawner();
  private final List<Problem> problems = new ArrayList<>();
  private final AtomicReference<@Nullable BrowserKeeper> keeper = new AtomicReference<>();
  private final AtomicLong restarts = new AtomicLong();
  private final BlockingQueue<Change> seen = new LinkedBlockingQueue<>();
  private Optional<Problem> before = Optional.empty();
  private Watchdog watchdog;

  /** A session without a checkpoint. */
  private static final class NoCheckpoints implements CheckpointStore {
    @Override
    public void put(String key, Path file) {}

    @Override
    public InputStream get(String key) throws IOException {
      throw new IOException("none");
    }

    @Override
    public void deleteOlder(Generation session, String key, int kept) {}

    @Override
    public List<String> list(Generation session) {
      return List.of();
    }

    @Override
    public void deleteAll(Generation session) {}
  }

  @BeforeEach
  void start() throws IOException {
    watchdog = Watchdog.start(PATIENCE, failure -> {});
  }

  @AfterEach
  void stop() throws Exception {
    watchdog.stop();
    spawner.close();
  }

  @Test
  void givesASessionBackWhoseProfileThisHostCannotWrite() throws Exception {
    Files.writeString(folder.resolve("profiles"), "a disk that is full, or broken");

    assertGivenBack(Problem.PROFILE_NOT_RESTORED);
  }

  @Test
  void givesASessionBackWhoseBrowserDoesNotStartHere() throws Exception {
    assertGivenBack(Problem.BROWSER_NOT_STARTING);
  }

  @Test
  void startsNoBrowserForAReplacedConnectionUntilOneIsWanted() throws Exception {
    before = Optional.of(Problem.REPLACED);
    BrowserKeeper tested = keeper();
    CompletableFuture<Void> ran =
        CompletableFuture.runAsync(() -> {
          try {
            tested.run();
          } catch (InterruptedException | LeaseLostException e) {
            throw new IllegalStateException(e);
          }
        });

    assertThat(seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(Change.Replaced.class);
    tested.restart(1);
    assertThat(seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Change.Begins.class);

    tested.close();
    ran.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void assertGivenBack(Problem problem) throws Exception {
    BrowserKeeper tested = keeper();
    keeper.set(tested);

    assertThatExceptionOfType(HostFailsSessionException.class)
        .isThrownBy(tested::run)
        .withMessageContaining(SESSION.value());

    assertThat(problems).hasSize(BrokenStarts.MOST).containsOnly(problem);
  }

  private BrowserKeeper keeper() throws Exception {
    leases.put(FakeLeaseStore.waiting(SESSION), Instant.EPOCH);
    SessionRecord session = leases.find(SESSION).orElseThrow();
    Lease lease =
        new Lease(SESSION, "host-a", leases.take(session, "host-a").orElseThrow(), nanos -> true);
    Profile profile =
        new Profile(
            new ProfileFolder(folder.resolve("profiles"), session.generation()),
            new NoCheckpoints(),
            leases,
            lease,
            session.generation());
    return new BrowserKeeper(
        session,
        new LeaseCheck(lease, System::nanoTime),
        new BrowserSetup(
            browsers(), new BridgeScript(""), URI.create("http://127.0.0.1:9/"), timing()),
        profile,
        new PageStatusBoard(
            PageStatus.none(before, Set.of(), Optional.empty()),
            () -> new Moment(Instant.EPOCH, System.nanoTime()),
            List.of((change, before, after) -> heard(change))),
        Clock.systemUTC());
  }

  private static BrowserTiming timing() {
    return new BrowserTiming(
        PATIENCE,
        PATIENCE,
        PATIENCE,
        Long.MAX_VALUE,
        new IdleReload(
            Long.MAX_VALUE,
            PATIENCE,
            new QuietHours(LocalTime.MIDNIGHT, LocalTime.NOON, ZoneOffset.UTC)));
  }

  /** Records the problem and requests a restart, which ends the pause before the next attempt. */
  private void heard(Change change) {
    seen.add(change);
    BrowserKeeper tested = keeper.get();
    if (tested != null && change instanceof Change.Gone(Optional<Problem> problem)) {
      problem.ifPresent(problems::add);
      tested.restart(restarts.incrementAndGet());
    }
  }

  /** A browser that prints its version and exits at once. */
  private Browsers browsers() throws Exception {
    Path browser =
        Files.writeString(folder.resolve("browser"), "#!/bin/sh\necho Chromium 150.0.7871.101\n");
    Files.setPosixFilePermissions(browser, PosixFilePermissions.fromString("rwx------"));
    Path driver = Files.writeString(folder.resolve("driver"), "#!/bin/sh\nexit 1\n");
    Files.setPosixFilePermissions(driver, PosixFilePermissions.fromString("rwx------"));
    return Browsers.of(
        spawner,
        watchdog,
        new BrowserSettings(browser, driver, List.of()),
        PATIENCE,
        new StartLimiter(4, () -> 0));
  }
}
