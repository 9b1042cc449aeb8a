package io.griot.local.chaos;

import io.griot.functions.ApiHandler;
import io.griot.functions.command.AcceptanceStep;
import io.griot.local.gateway.LocalGateway;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The API behind its gateway as a process of its own, over AWS services elsewhere. It ends on
 * SIGTERM; at a crash point, if it is told one, it dies as the machine would: nothing is closed, no
 * answer is written.
 */
final class ApiMain {
  /** The status of a process that died at its crash point. */
  static final int CRASHED = 99;

  /** What it says on its output when it listens. */
  static final String STARTED = "api.started";

  private ApiMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    ApiProcessConfig config = ApiProcessConfig.fromEnvironment();
    Consumer<AcceptanceStep> steps =
        config.crash().<Consumer<AcceptanceStep>>map(ApiMain::dying).orElse(step -> {});
    ApiHandler api = new ApiHandler(config.functions(), steps);
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

  private static Consumer<AcceptanceStep> dying(ApiProcessConfig.Crash crash) {
    AtomicInteger times = new AtomicInteger();
    return step -> {
      if (step == crash.step() && times.incrementAndGet() == crash.time()) {
        Runtime.getRuntime().halt(CRASHED);
      }
    };
  }
}
