package io.griot.local.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A session without Griot's optimisations, for comparison: full Chromium with {@code
 * --headless=new} and plain wa-js, with all of the page's modules.
 */
final class PlainSession implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /**
   * The version that wa-js waits for. The real client defines it in a module that the sandbox does
   * not have.
   */
  private static final String VERSION =
      "window.Debug = {VERSION: require('WAWebBuildConstants').VERSION_STR};\n";

  private static final String CONFIG =
      "window.WPPConfig = {disableGoogleAnalytics: true, linkPreviewApiServers: []};\n";

  private final Path profile;
  private final ChromeDriver driver;
  private final String waJs;

  PlainSession(Path chromium, Path chromedriver, URI page, String waJs) throws IOException {
    this.waJs = waJs;
    profile = Files.createTempDirectory("griot-plain-");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().scriptTimeout(DEADLINE);
    driver.get(page.toString());
    inject();
  }

  private void inject() {
    driver.executeScript(VERSION + CONFIG + waJs);
    await("return Boolean(window.WPP && WPP.isFullReady)");
  }

  /** Reloads the page, and waits until it is usable. */
  void reload() {
    driver.navigate().refresh();
    await("return document.readyState === 'complete' && typeof require === 'function'");
    await("try { return Boolean(require('WAWebBuildConstants')); } catch { return false; }");
    inject();
    awaitMain();
  }

  /** Runs the body of an asynchronous function and returns its result, a number. */
  long run(String body) {
    Object answer =
        driver.executeAsyncScript(
            "const done = arguments[0];"
                + "(async () => {"
                + body
                + "})().then(done, (error) => done(String(error)));");
    if (answer instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalStateException("the page's script failed: " + answer);
  }

  /** {@link #memoryMb} after a garbage collection. */
  double memoryAfterCollectionMb() {
    for (int i = 0; i < 3; i++) {
      Map<String, Object> _ = driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    }
    return memoryMb();
  }

  /** The text of the QR code that the page shows. */
  String qr() {
    await("return WPP.conn.getAuthCode().then(code => Boolean(code))");
    return String.valueOf(
        driver.executeScript("return WPP.conn.getAuthCode().then(code => code.fullCode)"));
  }

  /** Waits until the page is paired and usable. */
  void awaitMain() {
    await("return WPP.conn.getStreamData().mode === 'MAIN' && WPP.conn.isAuthenticated()");
  }

  /** The memory of the browser without its driver, in MB of PSS. */
  double memoryMb() {
    return BrowserProcesses.withProfileUnder(profile).stream()
        .mapToDouble(ProcessMemory::treeMb)
        .sum();
  }

  private void await(String script) {
    new WebDriverWait(driver, DEADLINE)
        .until(page -> Boolean.TRUE.equals(driver.executeScript(script)));
  }

  @Override
  public void close() throws IOException {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
