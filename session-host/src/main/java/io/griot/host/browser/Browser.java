package io.griot.host.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running Chromium with one profile and one page. {@link #close} lets it write its profile;
 * {@link #kill} does not. Thread-safe.
 */
public final class Browser implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Browser.class);
  private static final Duration QUIT_PATIENCE = Duration.ofSeconds(5);

  private final Chromedriver chromedriver;
  private final RemoteWebDriver driver;
  private final BiDiPage page;

  private Browser(Chromedriver chromedriver, RemoteWebDriver driver, BiDiPage page) {
    this.chromedriver = chromedriver;
    this.driver = driver;
    this.page = page;
    var _ = onExit().thenRun(() -> page.gone("the browser ended"));
  }

  /**
   * Starts a browser. Blocks for one to two seconds.
   *
   * @param profile user data folder, which no other browser may use
   * @param deadline of each step
   * @throws IOException when it does not start in time; no process is left running then
   */
  static Browser start(
      Spawner spawner,
      Watchdog watchdog,
      BrowserSettings settings,
      UserAgent userAgent,
      Path profile,
      Duration deadline)
      throws IOException, InterruptedException {
    Chromedriver chromedriver = Chromedriver.start(spawner, watchdog, settings, deadline);
    try {
      ChromeOptions options = new ChromeOptions();
      options.setBinary(settings.chromium().toString());
      options.addArguments(ChromiumArguments.of(settings, profile, userAgent));
      options.setCapability("webSocketUrl", true);
      // Otherwise the driver would wait forever for an answer to "leave this page?".
      options.setCapability(
          "unhandledPromptBehavior", Map.of("default", "dismiss", "beforeUnload", "accept"));
      HttpCommandExecutor classic = DirectCalls.executor(chromedriver.address(), deadline);
      RemoteWebDriver driver = new RemoteWebDriver(classic, options);
      String webSocket = String.valueOf(driver.getCapabilities().getCapability("webSocketUrl"));
      BiDiPage page =
          new BiDiPage(
              new DirectCalls(classic, Objects.requireNonNull(driver.getSessionId())),
              URI.create(webSocket),
              driver.getWindowHandle(),
              deadline);
      forgetLog(page);
      page.introduceAs(userAgent);
      return new Browser(chromedriver, driver, page);
    } catch (UncheckedIOException | WebDriverException e) {
      chromedriver.close();
      throw new IOException("the browser did not start", e);
    } catch (IOException | RuntimeException e) {
      chromedriver.close();
      throw e;
    }
  }

  // The browser works with the log as well, but its memory grows.
  private static void forgetLog(BiDiPage page) {
    try {
      page.forgetLog();
    } catch (IOException e) {
      log.atWarn().setCause(e).log("chromedriver.log_not_removed");
    }
  }

  public BrowserPage page() {
    return page;
  }

  /** The browser's processes. */
  public ProcessGroup processes() {
    return chromedriver.group();
  }

  /** Completes when browser or driver have ended, for whatever reason. */
  public CompletableFuture<?> onExit() {
    Object processId = driver.getCapabilities().getCapability("goog:processID");
    CompletableFuture<?> browser =
        processId instanceof Number pid
            ? ProcessHandle.of(pid.longValue())
                .<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
            : new CompletableFuture<>();
    return CompletableFuture.anyOf(browser, chromedriver.onExit());
  }

  @Override
  public void close() {
    boolean _ = end();
  }

  /**
   * Asks the browser to end, so that it writes its profile. Kills it after five seconds.
   *
   * @return whether it ended in an orderly way
   */
  public boolean end() {
    CompletableFuture<Void> asked =
        CompletableFuture.runAsync(driver::quit, task -> Thread.ofVirtual().start(task));
    boolean ended =
        asked
            .thenApply(answer -> true)
            .completeOnTimeout(false, QUIT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(failure -> false) // it is killed next in any case
            .join();
    kill();
    return ended;
  }

  /**
   * Kills the browser and all its processes. Never throws: a failed step does not stop the next.
   */
  public void kill() {
    attempt("fail its calls", () -> page.gone("the browser was closed"));
    attempt("kill its processes", chromedriver::close);
    attempt("close its connection", page::close);
  }

  // Selenium's connection throws when its socket is closed already.
  private static void attempt(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      log.atWarn().addKeyValue("step", what).setCause(e).log("browser.kill.step_failed");
    }
  }
}
