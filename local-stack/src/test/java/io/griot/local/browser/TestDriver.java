package io.griot.local.browser;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The browser of session hosts, with an empty profile and a driver, for tests that look at a page.
 * Used by one thread.
 */
public final class TestDriver implements AutoCloseable {
  private final ChromeDriver driver;

  /** The processes of driver and browser. */
  private final Set<ProcessHandle> processes;

  private TestDriver(ChromeDriver driver, Set<ProcessHandle> processes) {
    this.driver = driver;
    this.processes = processes;
  }

  /**
   * Starts it. No other browser may start at the same time, because every new process counts as
   * this one's.
   *
   * @param arguments the browser's arguments, beside those that it needs on this machine
   */
  public static TestDriver start(String... arguments) {
    Set<ProcessHandle> others = ProcessHandle.current().descendants().collect(Collectors.toSet());
    ChromeDriver driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("GRIOT_CHROMEDRIVER", "chromedriver"))
                .usingAnyFreePort()
                .build(),
            options(arguments));
    Set<ProcessHandle> started =
        ProcessHandle.current()
            .descendants()
            .filter(process -> !others.contains(process))
            .collect(Collectors.toSet());
    return new TestDriver(driver, started);
  }

  private static ChromeOptions options(String... arguments) {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("GRIOT_BROWSER", "chromium-headless-shell"));
    options.addArguments("--headless", "--disable-gpu");
    options.addArguments(arguments);
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    options.setCapability("goog:loggingPrefs", logs);
    return options;
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

  public ChromeDriver driver() {
    return driver;
  }

  /** The errors that the page logged, failed loads, and violations of its content policy. */
  public List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Debian's program is a script that starts the browser, and the driver ends only the script. */
  @Override
  public void close() {
    try {
      driver.quit();
    } finally {
      processes.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
