package io.griot.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/** Runs small test classes that leave a resource behind, and one that does not. */
class LeakExtensionTest {
  private static final CountDownLatch NEVER_BEFORE_THE_END = new CountDownLatch(1);

  /**
   * Files created by the class under test. This class deletes them, so that only the other one
   * leaks.
   */
  private static final List<Path> made = new ArrayList<>();

  @AfterEach
  void removeWhatTheyLeft() throws IOException {
    for (Path file : made) {
      Files.deleteIfExists(file);
    }
    made.clear();
  }

  @AfterAll
  static void endTheirThreads() {
    NEVER_BEFORE_THE_END.countDown();
  }

  @Test
  void namesAThreadThatRunsOn() {
    assertThat(failures(LeavesAThread.class))
        .singleElement()
        .asString()
        .contains(LeavesAThread.class.getName() + " left behind", "thread forgotten");
  }

  @Test
  void namesAProcessThatRunsOnAndEndsIt() {
    assertThat(failures(LeavesAProcess.class)).singleElement().asString().contains("sleep 4711");

    assertThat(ProcessHandle.current().descendants())
        .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 4711"));
  }

  @Test
  void namesAFileThatIsLeft() {
    assertThat(failures(LeavesAFile.class)).singleElement().asString().contains("file ", "notes");
  }

  @Test
  void namesAllOfThem() {
    assertThat(failures(LeavesEverything.class))
        .singleElement()
        .asString()
        .contains("thread forgotten", "sleep 4711", "notes");
  }

  @Test
  void findsNothingWhereAllIsClosed() {
    assertThat(failures(LeavesNothing.class)).isEmpty();
  }

  @Test
  void waitsForWhatIsAboutToEnd() {
    assertThat(failures("20000", EndsAMomentLater.class)).isEmpty();
  }

  @Test
  void looksAtWhatClassesShareWhenAllAreDone() {
    SharesAThread.ended = false;

    assertThat(failures(SharesAThread.class, UsesItToo.class)).isEmpty();

    assertThat(SharesAThread.ended).isTrue();
  }

  private static List<String> failures(Class<?>... tests) {
    return failures("200", tests);
  }

  private static List<String> failures(String patienceMillis, Class<?>... tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(List.of(tests).stream().map(test -> selectClass(test)).toList())
            .configurationParameter(LeakExtension.PATIENCE, patienceMillis)
            .build();
    SummaryGeneratingListener seen = new SummaryGeneratingListener();
    try (var session = LauncherFactory.openSession()) {
      session.getLauncher().execute(request, seen);
    }
    assertThat(seen.getSummary().getTestsSucceededCount()).isEqualTo(tests.length);
    return seen.getSummary().getFailures().stream()
        .map(Failure::getException)
        .map(Throwable::getMessage)
        .toList();
  }

  private static void leaveAThread(CountDownLatch end) {
    Thread.ofPlatform()
        .name("forgotten")
        .start(() -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static void leaveAProcess() throws IOException {
    new ProcessBuilder("sleep", "4711").start();
  }

  private static void leaveAFile() throws IOException {
    made.add(Files.createTempFile("notes", ".txt"));
  }

  static class LeavesAThread {
    @Test
    void leaves() {
      leaveAThread(NEVER_BEFORE_THE_END);
    }
  }

  static class LeavesAProcess {
    @Test
    void leaves() throws IOException {
      leaveAProcess();
    }
  }

  static class LeavesAFile {
    @Test
    void leaves() throws IOException {
      leaveAFile();
    }
  }

  static class LeavesEverything {
    @Test
    void leaves() throws IOException {
      leaveAThread(NEVER_BEFORE_THE_END);
      leaveAProcess();
      leaveAFile();
    }
  }

  static class LeavesNothing {
    @TempDir static Path ofTheClass;
    @TempDir Path ofTheTest;

    @Test
    void leaves() throws Exception {
      Files.writeString(ofTheClass.resolve("one"), "one");
      Files.writeString(ofTheTest.resolve("two"), "two");
      Process process = new ProcessBuilder("true").start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  static class EndsAMomentLater {
    @Test
    void leaves() {
      CountDownLatch soon = new CountDownLatch(1);
      leaveAThread(soon);
      Thread.ofVirtual().start(soon::countDown);
    }
  }

  /** Starts a thread that all classes of a JVM share. */
  static final class Shared implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      CountDownLatch end = new CountDownLatch(1);
      var _ =
          LeakExtension.shared(
              context,
              AutoCloseable.class,
              () -> {
                leaveAThread(end);
                return () -> {
                  end.countDown();
                  SharesAThread.ended = true;
                };
              });
    }
  }

  @ExtendWith(Shared.class)
  static class SharesAThread {
    private static volatile boolean ended;

    @Test
    void leaves() {
      assertThat(ended).isFalse();
    }
  }

  @ExtendWith(Shared.class)
  static class UsesItToo {
    @Test
    void leaves() {
      assertThat(SharesAThread.ended).isFalse();
    }
  }
}
