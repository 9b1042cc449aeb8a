package io.griot.local.chaos;

import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** Virtual threads of something that listens on loopback and has many connections. */
final class LoopbackThreads {
  private LoopbackThreads() {}

  /**
   * Makes them.
   *
   * @param failed is told what nobody catches
   */
  static ThreadFactory of(String name, Consumer<Throwable> failed) {
    return Thread.ofVirtual()
        .name(name + "-", 0)
        .uncaughtExceptionHandler((thread, failure) -> failed.accept(failure))
        .factory();
  }
}
