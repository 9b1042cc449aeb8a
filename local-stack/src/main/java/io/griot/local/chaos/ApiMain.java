package io.griot.local.chaos;

import io.griot.functions.ApiHandler;
import io.griot.local.gateway.LocalGateway;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * The API behind its gateway in its own process, with AWS services elsewhere. It ends on SIGTERM.
 * At a crash point it dies as the machine would: nothing is closed, no answer is written.
 */
final class ApiMain {
  /** The exit status after a crash point. */
  static final int CRASHED = 99;

  private static final int MISUSED = 98;

  /** The line that it prints when it listens. */
  static final String STARTED = "api.started";

  private ApiMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ApiProcessConfig config = ApiProcessConfig.fromEnvironment();
    CrashPoint crash = new CrashPoint(() -> Runtime.getRuntime().halt(CRASHED));
    Thread _ = Thread.ofPlatform().name("crash-point").daemon().start(() -> follow(crash));
    ApiHandler api = new ApiHandler(config.functions(), crash);
    LocalGateway gateway = new LocalGateway(api, config.port(), config.cors());
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  gateway.close();
                  api.close();
                  closed.countDown();
                }));
    System.out.println(STARTED + " " + gateway.address());
    closed.await();
  }

  /** Reads crash points from standard input. */
  private static void follow(CrashPoint crash) {
    try {
      crash.follow(System.in);
    } catch (IOException | RuntimeException e) {
      System.err.println("no crash point: " + e);
      Runtime.getRuntime().halt(MISUSED);
    }
  }
}
