package io.griot.local.web;

import static org.awaitility.Awaitility.await;

import io.griot.local.browser.TestDriver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A browser that checks accessibility with axe. Used by one thread. */
final class PageBrowser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** The copy of axe that functions/web uses. */
  private static final Path AXE = Path.of("../functions/web/node_modules/axe-core/axe.min.js");

  private static final Path PICTURES = Path.of("target/pages");

  /** A screen. A touch screen has no mouse. */
  enum Screen {
    PHONE(360, 740, true),
    TABLET(768, 1024, true),
    DESK(1280, 900, false);

    private final int width;
    private final int height;
    private final boolean touch;

    Screen(int width, int height, boolean touch) {
      this.width = width;
      this.height = height;
      this.touch = touch;
    }
  }

  private final TestDriver process = TestDriver.start("--hide-scrollbars");
  private final ChromeDriver driver = process.driver();
  private Screen shown = Screen.DESK;

  /**
   * Opens an address in a new browsing context with its own storage.
   *
   * @param languages the preferred languages
   */
  void open(String url, Screen screen, String languages) {
    show(screen);
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand(
        "Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Accept-Language", languages)));
    driver.get("about:blank");
    driver.get(url);
  }

  void show(Screen screen) {
    shown = screen;
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", screen.width,
            "height", screen.height,
            "deviceScaleFactor", 1,
            "mobile", screen.touch));
    driver.executeCdpCommand(
        "Emulation.setTouchEmulationEnabled", Map.of("enabled", screen.touch, "maxTouchPoints", 1));
  }

  void preferDark(boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  void reload() {
    driver.navigate().refresh();
  }

  /** Waits for an element. */
  WebElement find(String selector) {
    return patiently(() -> driver.findElement(By.cssSelector(selector)));
  }

  boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  /**
   * Clicks in a single step inside the page, because the page may replace the element between two
   * steps of the driver.
   */
  void click(String selector) {
    find(selector);
    driver.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  String text(String selector) {
    find(selector);
    return String.valueOf(
        driver.executeScript("return document.querySelector(arguments[0]).innerText", selector));
  }

  /** Waits until an element contains a text. */
  void awaitText(String selector, String part) {
    await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(() -> text(selector), text -> text.contains(part));
  }

  Object run(String script) {
    return Optional.ofNullable(driver.executeScript(script)).orElse("");
  }

  /** A screenshot of an element. */
  byte[] picture(String selector) {
    return patiently(
        () -> driver.findElement(By.cssSelector(selector)).getScreenshotAs(OutputType.BYTES));
  }

  /** Saves a screenshot of the whole page, for people. */
  void keepPicture(String name) {
    Object height = run("return document.documentElement.scrollHeight");
    Object width = run("return window.innerWidth");
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      show(shown);
    }
  }

  /** The violations that axe finds in the current page; empty when there are none. */
  String violations() {
    try {
      driver.executeScript(Files.readString(AXE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.valueOf(
        driver.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(
              (result) => done(result.violations
                .map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.html).join(' | '))
                .join('\\n')),
              (error) => done(String(error)));
            """));
  }

  /** The errors that the page logged, failed loads, and violations of its content policy. */
  List<String> errors() {
    return process.errors();
  }

  private static <T> T patiently(Callable<T> look) {
    return await()
        .atMost(DEADLINE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(WebDriverException.class)
        .until(look, found -> found != null);
  }

  @Override
  public void close() {
    process.close();
  }
}
