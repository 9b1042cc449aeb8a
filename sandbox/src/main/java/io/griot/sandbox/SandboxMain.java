package io.griot.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Runs a sandbox by itself until it is interrupted:
 *
 * <pre>{@code
 * mvn -q -pl sandbox compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp sandbox/target/classes:$(cat sandbox/target/classpath) io.griot.sandbox.SandboxMain \
 *     --port=8090 --data=.griot/sandbox --page=sandbox/page/dist
 * }</pre>
 *
 * <p>Options, all of them optional: {@code --port} (8090), {@code --data} (.griot/sandbox), {@code
 * --page} (a folder with a built page instead of the one in the jar), {@code --fillers} (0), {@code
 * --receipt-millis} (100).
 */
public final class SandboxMain {
  private SandboxMain() {}

  /** Starts it, and ends on SIGINT or SIGTERM. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    SandboxServer server = SandboxServer.start(config(arguments));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, ended), "sandbox-close"));
    System.out.println("page:   http://127.0.0.1:" + server.port() + "/");
    System.out.println("phones: http://127.0.0.1:" + server.port() + "/phones/ui");
    ended.await();
  }

  private static void close(SandboxServer server, CountDownLatch ended) {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("the world could not be closed: " + e.getMessage());
    } finally {
      ended.countDown();
    }
  }

  private static SandboxConfig config(String[] arguments) {
    SandboxConfig config = SandboxConfig.in(Path.of(".griot/sandbox")).withPort(8090);
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("an option is --name=value, not " + argument);
      }
      config = with(config, parts[0], parts[1]);
    }
    return config;
  }

  private static SandboxConfig with(SandboxConfig config, String name, String value) {
    return switch (name) {
      case "--port" -> config.withPort(Integer.parseInt(value));
      case "--data" -> config.withDataFolder(Path.of(value));
      case "--page" -> config.withPageFolder(Path.of(value));
      case "--fillers" -> config.withFillers(Integer.parseInt(value));
      case "--receipt-millis" -> config.withReceiptDelay(Duration.ofMillis(Long.parseLong(value)));
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }
}
