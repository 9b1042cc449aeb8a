package io.griot.local.phones;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.sandbox.SandboxConfig;
import io.griot.sandbox.SandboxServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A person with a mouse and two simulated phones. */
class PhonesPageIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final String AWA = "237690000002";
  private static final String OTHER = "237690000003";

  @TempDir Path folder;

  private SandboxServer sandbox;
  private ChromeDriver browser;

  @BeforeEach
  void openThePage() throws IOException {
    sandbox = SandboxServer.start(SandboxConfig.in(folder.resolve("sandbox")).withPort(0));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("GRIOT_BROWSER", "chromium-headless-shell"));
    options.addArguments("--headless", "--disable-gpu", "--window-size=1400,900", "--lang=en");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox");
    }
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(program("GRIOT_CHROMEDRIVER", "chromedriver"))
                .usingAnyFreePort()
                .build(),
            options);
    browser.manage().timeouts().implicitlyWait(DEADLINE);
  }

  @AfterEach
  void closeThePage() throws IOException {
    // Debian's program is a script that starts the browser: the driver ends the script alone.
    List<ProcessHandle> started = ProcessHandle.current().descendants().toList();
    browser.quit();
    started.forEach(ProcessHandle::destroyForcibly);
    sandbox.close();
  }

  @Test
  void showsWhatOnePhoneWritesOnTheOtherWhichReactsToIt() {
    go(AWA + "/chat/" + OTHER + "@c.us");
    find("form.composer textarea").sendKeys("Bonsoir", Keys.ENTER);
    assertThat(text("li.message.mine .body")).isEqualTo("Bonsoir");
    assertThat(browser.findElements(By.cssSelector("#phones a.row"))).hasSizeGreaterThan(3);

    go(OTHER + "/chat/" + AWA + "@c.us");
    assertThat(find("#chats .list:not(.news) a.row")).isNotNull();
    assertThat(text("li.message.theirs .body")).isEqualTo("Bonsoir");
    click("li.message button[title=React]");
    click("li.message .picker button");
    assertThat(text("li.message .reactions")).isEqualTo("👍");

    go(AWA + "/chat/" + OTHER + "@c.us");
    assertThat(text("li.message.mine .reactions")).isEqualTo("👍");
    assertThat(find("li.message.mine .ticks.read")).isNotNull();
    assertThat(errors()).isEmpty();
  }

  @Test
  void keepsAHabitOfAPhone() {
    go(AWA + "/settings");
    assertThat(find(".settings input[role=switch]").isSelected()).isTrue();

    click(".settings input[role=switch]");
    find("#phones .avatar.off");
    browser.navigate().refresh();

    assertThat(find("#phones .avatar.off")).isNotNull();
    assertThat(find(".settings input[role=switch]").isSelected()).isFalse();
    assertThat(errors()).isEmpty();
  }

  /** In a new document: the one at hand would show the last place until it has the new one. */
  private void go(String place) {
    browser.get("about:blank");
    browser.get("http://127.0.0.1:%d/phones/ui#/%s".formatted(sandbox.port(), place));
  }

  private WebElement find(String selector) {
    return browser.findElement(By.cssSelector(selector));
  }

  /** In one step of the page's: it may build the element anew between two of the driver's. */
  private void click(String selector) {
    find(selector);
    browser.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  private String text(String selector) {
    find(selector);
    return String.valueOf(
        browser.executeScript("return document.querySelector(arguments[0]).innerText", selector));
  }

  /** What the page logged as wrong, and what it could not load. */
  private List<String> errors() {
    return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
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
