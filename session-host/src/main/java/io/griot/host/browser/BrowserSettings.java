package io.griot.host.browser;

import java.nio.file.Path;
import java.util.List;

/**
 * Executables and arguments of the browser.
 *
 * @param chromium the browser's executable itself; Debian's script in {@code /usr/bin} would stay
 *     as a second process
 * @param chromedriver its driver, of the same version
 * @param arguments further arguments, after Griot's own
 */
public record BrowserSettings(Path chromium, Path chromedriver, List<String> arguments) {
  public BrowserSettings {
    arguments = List.copyOf(arguments);
  }

  /** Whether this is Chromium's headless shell, a build without any windows. */
  boolean isHeadlessShell() {
    return chromium.getFileName().toString().contains("headless");
  }
}
