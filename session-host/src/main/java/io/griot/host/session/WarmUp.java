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
 * Starts and ends one browser on an empty page, once, while a new host has no session. The first
 * session then finds the classes loaded that a start needs, and the browser's files in memory:
 * without it a fresh process spends about a second of processor time more on its first start. A
 * host that gets sessions at once does without. A failure is logged only: sessions meet it too, and
 * say so.
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
   * @param patience how long the host must have been without a session, and how long the page may
   *     take to answer
   * @param isIdle whether the host has no session
   * @param onFailure ends the process, for failures that nobody foresaw
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

  /** Returns at once; the browser is started by a thread. */
  public void start() {
    thread.start();
  }

  /** Ends it. Blocks until its browser has ended, for the patience at most, then interrupts it. */
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
