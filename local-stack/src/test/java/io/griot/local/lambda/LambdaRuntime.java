package io.griot.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/**
 * An instance of a function: a process with AWS's runtime client and the function's unpacked code.
 * This class implements the other side, Lambda's runtime API, from which the process fetches
 * invocations and to which it sends results. It starts like an instance with SnapStart, priming
 * included.
 */
final class LambdaRuntime implements AutoCloseable {
  private static final String API = "/2018-06-01/runtime";
  private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(30);
  private static final long DEADLINE_SECONDS = 90;

  /** One class of each jar that Lambda provides. Everything else must be in the function's code. */
  private static final List<Class<?>> OF_LAMBDA =
      List.of(
          AWSLambda.class,
          RequestHandler.class,
          PojoSerializer.class,
          SdkInternalThreadLocal.class);

  private final HttpServer server;
  private final Process process;
  private final Path log;
  private final LinkedBlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();
  private final CompletableFuture<String> notStarted = new CompletableFuture<>();

  private record Invocation(String id, String event) {}

  /**
   * Starts an instance.
   *
   * @param code the unpacked jar
   * @param handler the configured handler
   * @param log the file for the process's output
   */
  LambdaRuntime(Path code, String handler, Map<String, String> environment, Path log)
      throws IOException {
    this.log = log;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(API + "/", this::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-cp",
            classPath(),
            AWSLambda.class.getName(),
            handler);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_LAMBDA_RUNTIME_API",
                "127.0.0.1:" + server.getAddress().getPort(),
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "snap-start",
                "LAMBDA_TASK_ROOT",
                code.toString()));
    process =
        builder
            .directory(code.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
  }

  /**
   * Unpacks a function's jar, as Lambda does.
   *
   * @return the folder
   */
  static Path unpacked(Path jar, Path target) throws IOException {
    Files.createDirectories(target);
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path path = target.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.copy(zip, path);
        }
      }
    }
    return target;
  }

  private static String classPath() {
    return OF_LAMBDA.stream()
        .map(any -> any.getProtectionDomain().getCodeSource().getLocation().getPath())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Invokes the function.
   *
   * @return its answer
   * @throws AssertionError with its log when it fails, or does not answer in time
   */
  String invoke(String event) throws Exception {
    Invocation invocation = new Invocation(UUID.randomUUID().toString(), event);
    CompletableFuture<String> answer = new CompletableFuture<>();
    underWay.put(invocation.id(), answer);
    waiting.add(invocation);
    CompletableFuture<String> ended =
        process.onExit().thenCompose(any -> CompletableFuture.failedFuture(failure("it ended")));
    return CompletableFuture.anyOf(answer, notStarted, ended)
        .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
        .get()
        .toString();
  }

  private AssertionError failure(String why) {
    return new AssertionError(why + "\n" + log());
  }

  /** The output of the process so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().getPath().substring(API.length());
    String id = path.replaceAll("^/invocation/([^/]+)/.*", "$1");
    try (exchange) {
      if (path.equals("/invocation/next")) {
        next(exchange);
      } else if (path.endsWith("/response")) {
        answer(exchange, 202, "");
        pending(id).complete(body);
      } else if (path.equals("/restore/next")) {
        answer(exchange, 200, "{}");
      } else {
        answer(exchange, 202, "");
        pending(id).completeExceptionally(failure(path + ": " + body));
      }
    }
  }

  /** The future of an invocation; without one, the start itself failed. */
  private CompletableFuture<String> pending(String id) {
    return underWay.getOrDefault(id, notStarted);
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      Invocation invocation = waiting.take();
      Instant deadline = Instant.now().plus(FUNCTION_TIMEOUT);
      var headers = exchange.getResponseHeaders();
      headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
      headers.set(
          "Lambda-Runtime-Invoked-Function-Arn",
          "arn:aws:lambda:af-south-1:000000000000:function:griot:live");
      answer(exchange, 200, invocation.event());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS).join();
    server.stop(0);
  }
}
