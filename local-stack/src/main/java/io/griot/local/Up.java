package io.griot.local;

import io.griot.contract.Environment;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code ./griot up}: starts everything, says how to use it, and stops it all on Ctrl-C. */
public final class Up {
  private static final Logger log = LoggerFactory.getLogger(Up.class);

  private Up() {}

  /**
   * Runs until SIGINT or SIGTERM. Exits with 2 when its options are wrong, 1 when it cannot start.
   */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length == 1 && arguments[0].matches("-h|--help|help")) {
      System.out.print(UpConfig.HELP);
      return;
    }
    UpConfig config;
    try {
      config = UpConfig.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n\n" + UpConfig.HELP);
      System.exit(2);
      return;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try {
      run(config, stopped);
    } catch (IOException | RuntimeException e) {
      log.error("it does not start: {}", e.getMessage(), e);
      System.exit(1);
    }
    stopped.await();
  }

  private static void run(UpConfig config, CountDownLatch stopped)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    System.out.println("› starting DynamoDB, SQS, S3, the sandbox and the API");
    LocalStack stack = LocalStack.start(config.stack());
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("shutdown").unstarted(() -> stop(stack, stopped)));
    System.out.println("› starting the session host");
    stack.startHost();
    String key = new LocalKeys(config.stack().folder(), stack).key(config.environment());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("✓ up (%.1fs)%n%n", took.toMillis() / 1000.0);
    System.out.println(welcome(config, stack, key));
  }

  private static String welcome(UpConfig config, LocalStack stack, String key) {
    String phones =
        config.environment() == Environment.TEST
            ? "the simulated phones: choose one, then Link a device"
            : "WhatsApp on your phone: Settings, Linked devices";
    return """
    API      %1$s
    Docs     %1$s/api-docs
    Key      %2$s
    Phones   %3$sphones/ui
    Data     %4$s

    Try it:

      curl -H 'x-api-key: %2$s' %1$s/session/start/shop
      curl -H 'x-api-key: %2$s' %1$s/session/qr/shop/image -o qr.png   # scan it with %5$s
      curl -H 'x-api-key: %2$s' -H 'content-type: application/json' %1$s/client/sendMessage/shop \\
        -d '{"chatId":"237690000002@c.us","contentType":"string","content":"Hello from Griot"}'

    Ctrl-C stops everything.\
    """
        .formatted(
            stack.apiAddress(), key, stack.sandboxAddress(), config.stack().folder(), phones);
  }

  private static void stop(LocalStack stack, CountDownLatch stopped) {
    System.out.println("\n› stopping");
    try {
      stack.close();
      System.out.println("✓ stopped");
    } catch (IOException | RuntimeException e) {
      log.error("not everything could be closed", e);
    } finally {
      stopped.countDown();
    }
  }
}
