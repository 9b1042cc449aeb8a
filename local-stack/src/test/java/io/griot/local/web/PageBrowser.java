package io.griot.local.web;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

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

  private final ChromeDriver driver;
  private Screen shown = Screen.DESK;

  /** The driver's and the browser's own. */
  private final Set<ProcessHandle> processes;

  /** While no other browser starts: whatever process comes meanwhile counts as this one's. */
  PageBrowser() {
    Set<ProcessHandle> others = ProcessHandle.current().descendants().collect(Collectors.toSet());
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("GRIOT_BROWSER", "chromium-headless-shell"));
    options.addArguments("--headless", "--disable-gpu", "--hide-scrollbars");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    options.setCapability("goog:loggingPrefs", logs);
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("GRIOT_CHROMEDRIVER", "chromedriver"))
                .usingAnyFreePort()
                .build(),
            options);
    processes =
        ProcessHandle.current()
            .descendants()
            .filter(process -> !others.contains(process))
            .collect(Collectors.toSet());
  }

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
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
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
    driver.quit();
    // Debian's program is a script that starts the browser: the driver ends the script alone.
    processes.forEach(ProcessHandle::destroyForcibly);
  }

  private static File program(String variable, String name) {
    Map<String, String> environment = System.getenv();
    return Optional.ofNullable(environment.get(variable))
        .map(File::new)
        .or(() ->
            Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> new File(directory, name))
                .filter(File::canExecute)
                .findFirst())
        .orElseThrow();
  }
}
