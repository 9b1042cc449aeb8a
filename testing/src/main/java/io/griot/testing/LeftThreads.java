package io.griot.testing;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Threads that keep a JVM alive: of a server that was not stopped, or of a pool that was not shut
 * down. Daemon threads are left out, because libraries have many that serve all tests. Virtual
 * threads cannot be listed.
 */
final class LeftThreads implements Leftovers {
  /** Threads of the JVM and of the test runner. */
  private static final Pattern SHARED = Pattern.compile("main|DestroyJavaVM|surefire-.*|junit-.*");

  private final Set<Thread> before = threads();

  @Override
  public List<String> find(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    return threads().stream()
        .filter(thread -> !before.contains(thread))
        .filter(thread -> !SHARED.matcher(thread.getName()).matches())
        .filter(thread -> !ends(thread, end))
        .map(LeftThreads::describe)
        .sorted()
        .toList();
  }

  private static Set<Thread> threads() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(Thread::isDaemon);
    return threads;
  }

  private static boolean ends(Thread thread, long end) {
    try {
      return thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !thread.isAlive();
    }
  }

  private static String describe(Thread thread) {
    String where =
        Stream.of(thread.getStackTrace())
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
            .findFirst()
            .orElse("the JDK");
    return "thread %s, in %s".formatted(thread.getName(), where);
  }
}
