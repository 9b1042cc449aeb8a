package io.griot.host.browser;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.bidi.BiDi;
import org.openqa.selenium.bidi.Command;
import org.openqa.selenium.bidi.Connection;
import org.openqa.selenium.bidi.Event;
import org.openqa.selenium.json.Json;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;

/**
 * The browser's page over WebDriver BiDi.
 *
 * <p>Selenium's connection does not fail pending calls when its socket closes, and does not forget
 * a call that timed out. So pending calls are kept here, and {@link #gone} fails them all.
 */
final class BiDiPage implements BrowserPage, AutoCloseable {
  private static final String CHANNEL = "griot";

  /** Title of the page in which chromedriver translates BiDi to the DevTools protocol. */
  private static final String MAPPER = "BiDi-CDP Mapper";

  /**
   * Removes the element that the mapper logs to. The mapper looks for it at each message and logs
   * nothing without it.
   */
  private static final String FORGET_LOG = "document.getElementById('logs')?.remove()";

  private final BiDi biDi;
  private final DirectCalls direct;
  private final Connection connection;
  private final String context;
  private final Map<Long, CompletableFuture<String>> calls = new ConcurrentHashMap<>();
  private final AtomicLong callCount = new AtomicLong();
  private final AtomicReference<@Nullable PageGoneException> gone = new AtomicReference<>();

  /**
   * Connects to the browser.
   *
   * @param direct the same page without BiDi
   * @param context BiDi id of the browser's only top-level browsing context
   * @param deadline of connecting, and of each step of preparing the page
   */
  BiDiPage(DirectCalls direct, URI webSocket, String context, Duration deadline) {
    this.direct = direct;
    ClientConfig config =
        ClientConfig.defaultConfig().baseUri(webSocket).connectionTimeout(deadline);
    HttpClient client = HttpClient.Factory.createDefault().createClient(config);
    this.connection = new Connection(client, webSocket.toString());
    this.biDi = new BiDi(connection, deadline);
    this.context = context;
  }

  /** Sets the browser's identity as pages see it. Must be called before the first {@link #open}. */
  void introduceAs(UserAgent userAgent) throws IOException {
    prepare(() -> {
      Object session =
          biDi.send(command("goog:cdp.getSession", Map.of("context", context))).get("session");
      cdp("Emulation.setUserAgentOverride", map(userAgent.override()), String.valueOf(session));
    });
  }

  /**
   * Stops chromedriver's mapper from logging its traffic. It would keep the last 400 messages in
   * its own hidden page, at some forty times their size.
   */
  void forgetLog() throws IOException {
    prepare(() -> {
      if (cdp("Target.getTargets", Map.of()).get("targetInfos") instanceof List<?> targets) {
        for (Object target : targets) {
          if (target instanceof Map<?, ?> info && MAPPER.equals(info.get("title"))) {
            forgetLogOf(String.valueOf(info.get("targetId")));
          }
        }
      }
    });
  }

  // The message is nested because the mapper does not know sessions that it did not open itself.
  private void forgetLogOf(String target) {
    Object session =
        cdp("Target.attachToTarget", Map.of("targetId", target, "flatten", false)).get("sessionId");
    String evaluate =
        new Json()
            .toJson(
                Map.of(
                    "id",
                    1,
                    "method",
                    "Runtime.evaluate",
                    "params",
                    Map.of("expression", FORGET_LOG)));
    cdp(
        "Target.sendMessageToTarget",
        Map.of("sessionId", String.valueOf(session), "message", evaluate));
    cdp("Target.detachFromTarget", Map.of("sessionId", String.valueOf(session)));
  }

  private Map<?, ?> cdp(
      String method, Map<String, ? extends @Nullable Object> parameters, String... session) {
    Map<String, @Nullable Object> all = new HashMap<>();
    all.put("method", method);
    all.put("params", parameters);
    for (String id : session) {
      all.put("session", id);
    }
    Object result = biDi.send(command("goog:cdp.sendCommand", all)).get("result");
    return result instanceof Map<?, ?> map ? map : Map.of();
  }

  @Override
  public void preload(String function, Consumer<Message> messages) throws IOException {
    Map<String, Object> channel =
        Map.of("type", "channel", "value", Map.of("channel", CHANNEL, "ownership", "none"));
    prepare(() -> {
      biDi.addListener(
          context,
          new Event<Map<String, Object>>("script.message", parameters -> parameters),
          parameters -> hear(parameters, messages));
      biDi.send(
          command(
              "script.addPreloadScript",
              Map.of(
                  "functionDeclaration",
                  function,
                  "arguments",
                  List.of(channel),
                  "contexts",
                  List.of(context))));
    });
  }

  @Override
  public void open(URI address) throws IOException {
    Map<String, @Nullable Object> where =
        Map.of("context", context, "url", address.toString(), "wait", "none");
    prepare(() -> biDi.send(command("browsingContext.navigate", where)));
  }

  @Override
  public CompletableFuture<String> call(String function, List<String> arguments) {
    return tracked(result ->
        send(
            callFunction(function, arguments),
            (answer, failure) -> complete(result, answer, failure),
            result));
  }

  @Override
  public CompletableFuture<String> giveFiles(
      String function, List<String> arguments, List<Path> files) {
    return tracked(result ->
        send(
            callFunction(function, arguments),
            (answer, failure) -> {
              if (answer != null
                  && answer.get("result") instanceof Map<?, ?> node
                  && node.get("sharedId") instanceof String chooser) {
                setFiles(chooser, files, result);
              } else {
                complete(result, answer, failure);
              }
            },
            result));
  }

  private void setFiles(String chooser, List<Path> files, CompletableFuture<String> result) {
    Map<String, @Nullable Object> parameters =
        Map.of(
            "context",
            context,
            "element",
            Map.of("sharedId", chooser),
            "files",
            files.stream().map(file -> file.toAbsolutePath().toString()).toList());
    send(
        command("input.setFiles", parameters),
        (answer, failure) -> {
          if (answer == null) {
            complete(result, null, failure);
          } else {
            result.complete("");
          }
        },
        result);
  }

  @Override
  public String callDirectly(String function, List<?> arguments)
      throws PageGoneException, PageScriptException {
    return direct.call(function, arguments);
  }

  @Override
  public CompletableFuture<byte[]> screenshot() {
    return tracked(result ->
            send(
                command("browsingContext.captureScreenshot", Map.of("context", context)),
                (answer, failure) -> {
                  if (answer == null) {
                    complete(result, null, failure);
                  } else {
                    result.complete(String.valueOf(answer.get("data")));
                  }
                },
                result))
        .thenApply(data -> Base64.getDecoder().decode(data));
  }

  private CompletableFuture<String> tracked(Consumer<CompletableFuture<String>> start) {
    CompletableFuture<String> result = new CompletableFuture<>();
    long number = callCount.incrementAndGet();
    calls.put(number, result);
    PageGoneException already = gone.get();
    if (already != null) {
      result.completeExceptionally(already);
    } else {
      start.accept(result);
    }
    return result.whenComplete((answer, failure) -> calls.remove(number));
  }

  /** Fails all pending and later calls, because the browser or its socket is gone. */
  void gone(String reason) {
    gone.compareAndSet(null, new PageGoneException(reason));
    calls.values().forEach(call -> call.completeExceptionally(new PageGoneException(reason)));
  }

  @Override
  public void close() {
    gone("closed");
    connection.close();
  }

  private Command<Map<String, Object>> callFunction(String function, List<String> arguments) {
    return command(
        "script.callFunction",
        Map.of(
            "functionDeclaration",
            function,
            "awaitPromise",
            true,
            "target",
            Map.of("context", context),
            "arguments",
            arguments.stream().map(text -> Map.of("type", "string", "value", text)).toList()));
  }

  private void send(
      Command<Map<String, Object>> command,
      BiConsumer<@Nullable Map<String, Object>, @Nullable Throwable> then,
      CompletableFuture<String> result) {
    try {
      var _ = connection.send(command).whenComplete(then);
    } catch (UncheckedIOException | WebDriverException e) {
      result.completeExceptionally(new PageGoneException("the socket to the browser is closed"));
    }
  }

  private static void complete(
      CompletableFuture<String> result,
      @Nullable Map<String, Object> answer,
      @Nullable Throwable failure) {
    if (answer == null) {
      // When the document is gone, BiDi answers with an error whose name differs.
      String kind = failure == null ? "no answer" : failure.getClass().getSimpleName();
      result.completeExceptionally(new PageGoneException("the page went during the call: " + kind));
    } else if ("success".equals(answer.get("type"))) {
      result.complete(RemoteValue.toJson(answer.get("result")).asText());
    } else {
      result.completeExceptionally(new PageScriptException(exceptionText(answer)));
    }
  }

  private static String exceptionText(Map<String, Object> answer) {
    return answer.get("exceptionDetails") instanceof Map<?, ?> details
        ? String.valueOf(details.get("text"))
        : "";
  }

  private void hear(Map<String, Object> parameters, Consumer<Message> messages) {
    if (CHANNEL.equals(parameters.get("channel"))
        && parameters.get("source") instanceof Map<?, ?> source
        && context.equals(source.get("context"))) {
      String document = String.valueOf(source.get("realm"));
      messages.accept(new Message(document, RemoteValue.toJson(parameters.get("data"))));
    }
  }

  private static void prepare(Runnable step) throws IOException {
    try {
      step.run();
    } catch (UncheckedIOException | WebDriverException e) {
      throw new IOException("cannot prepare the page: " + e.getClass().getSimpleName(), e);
    }
  }

  private static Command<Map<String, Object>> command(
      String method, Map<String, @Nullable Object> parameters) {
    return new Command<>(method, parameters, Json.MAP_TYPE);
  }

  private static Map<String, Object> map(ObjectNode tree) {
    return new Json().toType(tree.toString(), Json.MAP_TYPE);
  }
}
