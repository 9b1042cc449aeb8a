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

/** Somebody's browser, with the eyes of axe. One thread. */
final class PageBrowser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** What functions/web tests its pages with. */
  private static final Path AXE = Path.of("../functions/web/node_modules/axe-core/axe.min.js");

  private static final Path PICTURES = Path.of("target/pages");

  /** A screen. Touch ones have no mouse. */
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

  /** Opens an address as somebody whose browser prefers a language, in a storage of their own. */
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

  /** The element, once it is there. */
  WebElement find(String selector) {
    return patiently(() -> driver.findElement(By.cssSelector(selector)));
  }

  boolean has(String selector) {
    return !driver.findElements(By.cssSelector(selector)).isEmpty();
  }

  /** In one step of the page's: it may build the element anew between two of the driver's. */
  void click(String selector) {
    find(selector);
    driver.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  String text(String selector) {
    find(selector);
    return String.valueOf(
        driver.executeScript("return document.querySelector(arguments[0]).innerText", selector));
  }

  /** Waits until an element says something. */
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

  /** A picture of an element. */
  byte[] picture(String selector) {
    return patiently(
        () -> driver.findElement(By.cssSelector(selector)).getScreenshotAs(OutputType.BYTES));
  }

  /** Keeps a picture of the whole page, for people to look at. */
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

  /** What axe finds wrong with the page as it is: rules and elements; nothing where all is well. */
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

  /** What the page logged as wrong, what it could not load, and what its policy refused. */
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
