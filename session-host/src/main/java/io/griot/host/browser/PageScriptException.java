package io.griot.host.browser;

/** A function threw in the page. The message is the page's and may hold anything: never log it. */
public final class PageScriptException extends Exception {
  public PageScriptException(String message) {
    super(message);
  }
}
