package io.griot.host;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Runs the session host as a process. SIGTERM gives the sessions back; ECS must allow two minutes
 * for that ({@code stopTimeout}).
 */
public final class SessionHostMain {
  private static final Logger log = LoggerFactory.getLogger(SessionHostMain.class);

  private static final int FAILED = 70;

  private SessionHostMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    SessionHostConfig config;
    try {
      config = SessionHostConfig.fromEnvironment();
    } catch (IllegalArgumentException e) {
      log.atError().addKeyValue("reason", e.getMessage()).log("host.not_started");
      System.exit(2);
      return;
    }
    SessionHost host =
        new SessionHost(
            config,
            DefaultCredentialsProvider.builder().build(),
            System.out::println,
            failure -> Runtime.getRuntime().halt(FAILED)); // ECS starts another task
    host.start();
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  host.close();
                  closed.countDown();
                }));
    closed.await();
  }
}
