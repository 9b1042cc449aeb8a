package io.griot.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * Fails a test class that leaves browsers, threads or temporary files behind. JUnit registers it
 * automatically for every class. It checks after everything of the class is closed, extensions and
 * static {@code @TempDir} included.
 *
 * <p>Resources shared by several classes are checked when the JVM has run all of them: {@link
 * #shared}.
 */
public final class LeakExtension implements BeforeAllCallback {
  private static final Namespace NAMESPACE = Namespace.create(LeakExtension.class);

  /**
   * The configuration parameter with the time, in milliseconds, in which ending processes and
   * threads must end.
   */
  static final String PATIENCE = "griot.tests.patienceMillis";

  private static final Duration STANDARD_PATIENCE = Duration.ofSeconds(20);

  /**
   * Opens a resource that later classes of this JVM share: opened for the first class that asks for
   * it, closed after the last. From then on the classes of this JVM are checked together, at the
   * end.
   *
   * @param open called once in a JVM
   */
  public static <T extends AutoCloseable> T shared(
      ExtensionContext context, Class<T> type, Supplier<T> open) {
    Store store = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
    // A store closes its values in reverse order: the shared resource before the check.
    var _ =
        store.computeIfAbsent(
            Check.class, any -> new Check("the tests of this JVM", patience(context)), Check.class);
    return store.computeIfAbsent(type, any -> open.get(), type);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Check check = new Check(context.getRequiredTestClass().getName(), patience(context));
    Store session = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
    context
        .getStore(NAMESPACE)
        .put(
            Check.class,
            (AutoCloseable)
                () -> {
                  if (session.get(Check.class) == null) {
                    check.close();
                  }
                });
  }

  private static Duration patience(ExtensionContext context) {
    return context
        .getConfigurationParameter(PATIENCE)
        .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
        .orElse(STANDARD_PATIENCE);
  }

  /** Remembers what existed at its creation, and compares with what exists when it is closed. */
  private static final class Check implements AutoCloseable {
    private final String who;
    private final Duration patience;
    private final List<Leftovers> kinds = new ArrayList<>();

    Check(String who, Duration patience) {
      this.who = who;
      this.patience = patience;
      Optional<Path> folder = TemporaryFolder.own();
      kinds.add(new LeftProcesses(folder));
      kinds.add(new LeftThreads());
      folder
          .map(LeftFiles::new)
          .ifPresent(kinds::add); // must be last: processes write files while they end
    }

    @Override
    public void close() {
      List<String> left = kinds.stream().flatMap(kind -> kind.find(patience).stream()).toList();
      if (!left.isEmpty()) {
        throw new AssertionError(who + " left behind:\n  " + String.join("\n  ", left));
      }
    }
  }
}
