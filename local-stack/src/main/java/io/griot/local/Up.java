package io.griot.local;

import io.griot.contract.Environment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./griot up}: starts everything, prints how to use it, and stops it on Ctrl-C. */
public final class Up {
  private static final Logger log = LoggerFactory.getLogger(Up.class);

  private static final int CANNOT_START = 1;
  private static final int WRONG_OPTIONS = 2;

  private Up() {}

  /**
   * Runs until SIGINT or SIGTERM. Exits with 2 when its options are wrong; with 1 when it cannot
   * start, after a sentence with the reason.
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      UpConfig config = UpConfig.parse(arguments, Path.of(System.getProperty("griot.caller", "")));
      FolderInUse folder = FolderInUse.take(config.stack().folder());
      Obstacles.check(config);
      CountDownLatch stopped = new CountDownLatch(1);
      run(config, folder, stopped);
      stopped.await();
    } catch (IllegalArgumentException e) {
      fail(WRONG_OPTIONS, e.getMessage() + "; ./griot up --help lists the options");
    } catch (CannotStartException e) {
      fail(CANNOT_START, e.sentence());
    }
  }

  private static void fail(int status, String sentence) {
    System.err.println("✗ " + sentence);
    System.exit(status);
  }

  private static void run(UpConfig config, FolderInUse folder, CountDownLatch stopped)
      throws CannotStartException, InterruptedException {
    try {
      start(config, folder, stopped);
    } catch (IOException | RuntimeException e) {
      Path log = config.stack().folder().resolve("up-failure.log");
      throw new CannotStartException(
          "it does not start: %s; %s has the details".formatted(cause(e), keep(e, log)));
    }
  }

  /** The message of an exception's first cause. The outer ones only say where it passed. */
  private static String cause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String said =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    return said.isEmpty() ? cause.getClass().getSimpleName() : said;
  }

  private static Path keep(Throwable e, Path log) {
    try (PrintWriter writer = new PrintWriter(Files.newBufferedWriter(log))) {
      e.printStackTrace(writer);
    } catch (IOException notKept) {
      Up.log.atError().setCause(e).addKeyValue("file", log).log("failure.not_kept");
    }
    return log;
  }

  private static void start(UpConfig config, FolderInUse folder, CountDownLatch stopped)
      throws IOException, InterruptedException {
    for (String variable : UpSettings.ALL.unknown(config.stack().settings())) {
      System.out.println("› " + variable + " is no setting: it changes nothing");
    }
    long began = System.nanoTime();
    System.out.println("› starting DynamoDB, SQS, S3, the sandbox and the API");
    LocalStack stack = LocalStack.start(config.stack());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("shutdown").unstarted(() -> stop(stack, folder, stopped)));
    System.out.println("› starting the session host");
    stack.startHost();
    folder.say("process %d, %s".formatted(ProcessHandle.current().pid(), stack.apiAddress()));
    LocalKeys keys = new LocalKeys(config.stack().folder(), stack);
    String key = keys.key(config.environment());
    String adminKey = keys.adminKey();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("✓ up (%.1fs)%n%n", took.toMillis() / 1000.0);
    System.out.println(welcome(config, stack, key, adminKey));
  }

  private static String welcome(UpConfig config, LocalStack stack, String key, String adminKey) {
    String phones =
        config.environment() == Environment.TEST
            ? "the simulated phones: choose one, then Link a device"
            : "WhatsApp on your phone: Settings, Linked devices";
    return """
    API      %1$s
    Docs     %1$s/api-docs
    Key      %2$s
    Admin    %6$s
    Phones   %3$sphones/ui
    Data     %4$s

    Try it:

      curl -H 'x-api-key: %2$s' %1$s/session/start/shop
      curl -H 'x-api-key: %2$s' %1$s/session/qr/shop/image -o qr.png   # scan it with %5$s
      curl -H 'x-api-key: %2$s' -H 'content-type: application/json' %1$s/client/sendMessage/shop \\
        -d '{"chatId":"237690000002@c.us","contentType":"string","content":"Hello from Griot"}'

    Another customer, with keys of their own (from a second terminal):

      %7$s./griot admin customer create second

    Ctrl-C stops everything.\
    """
        .formatted(
            stack.apiAddress(),
            key,
            stack.sandboxAddress(),
            config.stack().folder(),
            phones,
            adminKey,
            config.isUsual()
                ? ""
                : "GRIOT=%s GRIOT_ADMIN_KEY=%s ".formatted(stack.apiAddress(), adminKey));
  }

  private static void stop(LocalStack stack, FolderInUse folder, CountDownLatch stopped) {
    System.out.println("\n› stopping");
    try (folder) { // released last, when nothing uses it any more
      stack.close();
      System.out.println("✓ stopped");
    } catch (IOException | RuntimeException e) {
      log.atError().setCause(e).log("stack.not_closed");
    } finally {
      stopped.countDown();
    }
  }
}
