package io.griot.host.browser;

import io.griot.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.Command;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.SessionId;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;

/**
 * Calls functions in the page by the DevTools protocol, which chromedriver forwards for classic
 * WebDriver. It keeps no copy of what it forwards. BiDi's mapper keeps several times the size of
 * its traffic, and classic {@code execute} keeps every answer in the page. Thread-safe; blocks.
 */
final class DirectCalls {
  private static final String CDP = "executeCdpCommand";

  private final HttpCommandExecutor classic;
  private final SessionId session;

  DirectCalls(HttpCommandExecutor classic, SessionId session) {
    this.classic = classic;
    this.session = session;
  }

  /** A classic WebDriver client that can forward DevTools commands. */
  static HttpCommandExecutor executor(URI chromedriver, Duration deadline) {
    return new HttpCommandExecutor(
        Map.of(CDP, new CommandInfo("/session/:sessionId/goog/cdp/execute", HttpMethod.POST)),
        ClientConfig.defaultConfig().baseUri(chromedriver).readTimeout(deadline),
        HttpClient.Factory.createDefault());
  }

  /** See {@link BrowserPage#callDirectly}. */
  String call(String function, List<?> arguments) throws PageGoneException, PageScriptException {
    String texts =
        arguments.stream()
            .map(argument -> Json.MAPPER.valueToTree(argument).toString())
            .collect(Collectors.joining(","));
    Map<String, ?> evaluate =
        Map.of(
            "expression",
            "(" + function + ")(" + texts + ")",
            "awaitPromise",
            true,
            "returnByValue",
            true);
    if (!(run("Runtime.evaluate", evaluate) instanceof Map<?, ?> answer)) {
      throw new PageGoneException("the browser refuses a call");
    }
    if (answer.get("exceptionDetails") != null) {
      throw new PageScriptException("");
    }
    return answer.get("result") instanceof Map<?, ?> result
        ? String.valueOf(result.get("value"))
        : "";
  }

  private Object run(String method, Map<String, ?> parameters) throws PageGoneException {
    try {
      Object value =
          classic
              .execute(new Command(session, CDP, Map.of("cmd", method, "params", parameters)))
              .getValue();
      return value == null ? "" : value;
    } catch (IOException | UncheckedIOException | WebDriverException e) {
      // A browser that is killed during the call ends it with an unchecked exception.
      throw new PageGoneException("the browser does not answer: " + e.getClass().getSimpleName());
    }
  }
}
