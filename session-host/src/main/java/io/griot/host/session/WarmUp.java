package io.griot.host.session;

import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.PageBridge;
import io.griot.host.browser.Browser;
import io.griot.host.browser.Browsers;
import io.griot.host.browser.StartLimiter;
import io.griot.host.profile.FileTree;
import io.griot.host.thread.HostThread;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and ends one browser on an empty page, once, while a new host has no session. The classes
 * that a start needs are then loaded, and the browser's files are in memory; without this, the
 * first start in a new process takes about a second of processor time more. A host that gets
 * sessions at once skips it. A failure is only logged: sessions will have the same failure and
 * report it.
 */
public final class WarmUp {
  private static final Logger log = LoggerFactory.getLogger(WarmUp.class);
  private static final URI BLANK = URI.create("about:blank");

  private final Browsers browsers;
  private final BridgeScript script;
  private final Path folder;
  private final InstantSource clock;
  private final Duration patience;
  private final BooleanSupplier isIdle;
  private final Wakeup wakeup = new Wakeup();
  private final HostThread thread;
  private volatile boolean closed;

  /**
   * @param folder for the browser's profile; deleted afterwards
   * @param patience the time that the host must have been without a session, and the time limit of
   *     the page's answer
   * @param isIdle whether the host has no session
   * @param onFailure ends the process on an unexpected failure
   */
  public WarmUp(
      Browsers browsers,
      BridgeScript script,
      Path folder,
      InstantSource clock,
      Duration patience,
      BooleanSupplier isIdle,
      Consumer<Throwable> onFailure) {
    this.browsers = browsers;
    this.script = script;
    this.folder = folder;
    this.clock = clock;
    this.patience = patience;
    this.isIdle = isIdle;
    this.thread = HostThread.virtual("warm-up", this::run, onFailure);
  }

  /** Starts a thread for the browser. Returns at once. */
  public void start() {
    thread.start();
  }

  /**
   * Ends the warm-up. Blocks until its browser has ended, at most for the patience, then interrupts
   * the thread.
   */
  public void close() throws InterruptedException {
    closed = true;
    wakeup.call();
    if (!thread.join(patience)) {
      thread.stop();
      boolean _ = thread.join(patience);
    }
  }

  void run() throws InterruptedException {
    wakeup.await(patience, () -> !isWanted());
    if (!isWanted()) {
      return;
    }
    try {
      Optional<StartLimiter.Turn> turn = browsers.starts().await(false, this::isWanted);
      if (turn.isPresent()) {
        try (StartLimiter.Turn _ = turn.get()) {
          startAndEnd();
        }
        log.atInfo().log("host.warm");
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("host.not_warmed");
    }
  }

  private boolean isWanted() {
    return !closed && isIdle.getAsBoolean();
  }

  private void startAndEnd() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (Browser browser = browsers.start(folder)) {
      PageBridge bridge = PageBridge.install(browser.page(), script, clock, event -> {});
      browser.page().open(BLANK);
      var _ = bridge.pulse(patience, false);
    } finally {
      FileTree.delete(folder);
    }
  }
}
