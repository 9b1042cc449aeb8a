package io.griot.host.browser;

/**
 * A function threw in the page. The message comes from the page and may contain anything, so it
 * must not be logged.
 */
public final class PageScriptException extends Exception {
  public PageScriptException(String message) {
    super(message);
  }
}
