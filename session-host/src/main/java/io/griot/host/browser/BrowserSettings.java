package io.griot.host.browser;

import java.nio.file.Path;
import java.util.List;

/**
 * Which browser to start, and how.
 *
 * @param chromium the browser's executable itself: Debian's {@code /usr/bin} scripts stay in
 *     between as a second process
 * @param chromedriver its driver, of the same version
 * @param arguments further arguments of the browser, after Griot's own
 */
public record BrowserSettings(Path chromium, Path chromedriver, List<String> arguments) {
  public BrowserSettings {
    arguments = List.copyOf(arguments);
  }

  /** Whether this is Chromium's small build that has no window at all. */
  boolean isHeadlessShell() {
    return chromium.getFileName().toString().contains("headless");
  }
}
