package io.griot.local.chaos;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Virtual threads for servers on loopback with many connections. */
final class LoopbackThreads {
  private LoopbackThreads() {}

  /**
   * A factory of such threads.
   *
   * @param failed receives uncaught failures
   */
  static ThreadFactory of(String name, Consumer<Throwable> failed) {
    return Thread.ofVirtual()
        .name(name + "-", 0)
        .uncaughtExceptionHandler((thread, failure) -> failed.accept(failure))
        .factory();
  }
}
