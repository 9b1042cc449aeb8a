package io.griot.local.browser;

import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The browser of session hosts, with an empty profile, for tests that look at a page. Elements may
 * take a minute to appear. Used by one thread.
 */
public final class TestBrowser implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final TestDriver process;
  private final ChromeDriver driver;

  private TestBrowser(TestDriver process) {
    this.process = process;
    this.driver = process.driver();
  }

  /** Starts one. */
  public static TestBrowser open() {
    TestDriver process = TestDriver.start("--window-size=1400,900", "--lang=en");
    process.driver().manage().timeouts().implicitlyWait(DEADLINE);
    return new TestBrowser(process);
  }

  /**
   * Opens an address in a new document. Without the blank page, the old document would be visible
   * until the new one is loaded.
   */
  public void go(String address) {
    driver.get("about:blank");
    driver.get(address);
  }

  /** Reloads the page. */
  public void refresh() {
    driver.navigate().refresh();
  }

  /** Waits for an element and returns the first. */
  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** Waits for an element and returns all. */
  public List<WebElement> findAll(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /**
   * Clicks in a single step inside the page, because the page may replace the element between two
   * steps of the driver.
   */
  public void click(String selector) {
    find(selector);
    driver.executeScript("document.querySelector(arguments[0]).click()", selector);
  }

  /** Waits for an element and returns its text. */
  public String text(String selector) {
    find(selector);
    return String.valueOf(
        driver.executeScript("return document.querySelector(arguments[0]).innerText", selector));
  }

  /** The errors that the page logged, and the failed loads. */
  public List<String> errors() {
    return process.errors();
  }

  @Override
  public void close() {
    process.close();
  }
}
