package io.griot.local.browser;

import java.io.File;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The browser that session hosts use, with an empty profile, for a test that looks at a page. What
 * it looks for may take a minute to come. Used by one thread.
 */
public final class TestBrowser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private TestBrowser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts one. */
  public static TestBrowser open() {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("GRIOT_BROWSER", "chromium-headless-shell"));
    options.addArguments("--headless", "--disable-gpu", "--window-size=1400,900", "--lang=en");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("GRIOT_CHROMEDRIVER", "chromedriver"))
                .usingAnyFreePort()
                .build(),
            options);
    driver.manage().timeouts().implicitlyWait(DEADLINE);
    return new TestBrowser(driver);
  }

  /**
   * Goes there, in a new document: the one at hand would show the last until it has the new one.
   */
  public void go(String address) {
    driver.get("about:blank");
    driver.get(address);
  }

  /** Loads the page anew. */
  public void refresh() {
    driver.navigate().refresh();
  }

  /** The first such element, once there is one. */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** All such elements, once there is one. */
  public List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /**
   * Clicks in one step of the page's: it may build the element anew between two of the driver's.
   */
  public void click(String selector) {
    find(selector);
    driver.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  /** The element's text, once there is one. */
  public String text(String selector) {
    find(selector);
    return String.valueOf(
        driver.executeScript("return document.querySelector(arguments[0]).innerText", selector));
  }

  /** What the page logged as wrong, and what it could not load. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Debian's program is a script that starts the browser: the driver ends the script alone. */
  @Override
  public void close() {
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    try {
      driver.quit();
    } finally {
      started.forEach(ProcessHandle::destroyForcibly);
    }
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
