package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.functions.command.AcceptanceStep;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The API in its own process, to be killed and restarted on the same port. Its methods are called
 * by one thread at a time.
 *
 * <pre>{@code
 * ApiProcess api = ApiProcess.start(stack.functionSettings(), folder); // 2 s
 * api.kill();
 * api = api.startAnew();
 * }</pre>
 */
public final class ApiProcess implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Map<String, String> settings;
  private final Path folder;
  private final Process process;
  private final URI address;

  private ApiProcess(Map<String, String> settings, Path folder, Process process, URI address) {
    this.settings = settings;
    this.folder = folder;
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it on a free port, and waits until it listens.
   *
   * @param settings its environment, as {@code LocalStack.functionSettings}; the addresses in it
   *     may be those of proxies
   * @param folder the folder for its log {@code api.log}, to which it appends
   */
  public static ApiProcess start(Map<String, String> settings, Path folder) throws IOException {
    return start(settings, folder, 0);
  }

  private static ApiProcess start(Map<String, String> settings, Path folder, int port)
      throws IOException {
    Files.createDirectories(folder);
    Path log = folder.resolve("api.log");
    int before = Files.exists(log) ? Files.readString(log).length() : 0;
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-Dhttp.maxConnections=64",
                "-cp",
                System.getProperty("java.class.path"),
                ApiMain.class.getName()));
    builder.environment().putAll(settings);
    builder.environment().put(ApiProcessConfig.PORT.key(), Integer.toString(port));
    builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
    Process process = builder.start();
    try {
      return new ApiProcess(settings, folder, process, listening(process, log, before));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI listening(Process process, Path log, int before) throws IOException {
    long end = System.nanoTime() + START.toNanos();
    Optional<URI> address = Optional.empty();
    while (address.isEmpty()) {
      if (ended(process, LOOK) || System.nanoTime() > end) {
        throw new IllegalStateException("the API did not start: " + log);
      }
      // The last line may be incomplete.
      String text = Files.readString(log).substring(before);
      address =
          text.substring(0, text.lastIndexOf('\n') + 1)
              .lines()
              .filter(line -> line.startsWith(ApiMain.STARTED + " "))
              .map(line -> URI.create(line.substring(ApiMain.STARTED.length() + 1)))
              .findFirst();
    }
    return address.get();
  }

  /** Lets it die after a step, at the step's n-th time from now, counted from 1. */
  public void dieAt(AcceptanceStep step, int time) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((CrashPoint.line(step, time) + "\n").getBytes(UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the API has ended", e);
    }
  }

  /** Starts a new process on the same port with the same settings. This one must have ended. */
  public ApiProcess startAnew() throws IOException {
    if (process.isAlive()) {
      throw new IllegalStateException("the API still runs");
    }
    return start(settings, folder, address.getPort());
  }

  /** The address of the API. */
  public URI address() {
    return address;
  }

  /** The process, to be stopped, continued or inspected. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Kills it with SIGKILL and waits for its end. */
  public void kill() {
    process.destroyForcibly();
    if (!ended(process, STOP)) {
      throw new IllegalStateException("the API did not die of SIGKILL");
    }
  }

  /**
   * Waits until it dies at its crash point.
   *
   * @return false when it did not within a minute, or ended otherwise
   */
  public boolean awaitCrash() {
    return ended(process, STOP) && process.exitValue() == ApiMain.CRASHED;
  }

  private static boolean ended(Process process, Duration patience) {
    CompletableFuture<Process> end = process.onExit();
    try {
      return !end.get(patience.toMillis(), TimeUnit.MILLISECONDS).isAlive();
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGTERM, and SIGKILL after a minute. */
  @Override
  public void close() {
    process.destroy();
    if (!ended(process, STOP)) {
      kill();
    }
  }
}
