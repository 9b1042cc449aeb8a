package io.griot.local.browser;

import java.time.Duration;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The browser that session hosts use, with an empty profile, for a test that looks at a page. What
 * it looks for may take a minute to come. Used by one thread.
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
    return process.errors();
  }

  @Override
  public void close() {
    process.close();
  }
}
