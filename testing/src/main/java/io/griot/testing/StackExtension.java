package io.griot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The part of the system that tests run on. In a static field it is opened before the class's first
 * test and closed after the last; in an instance field, anew for each test. It has its own folder,
 * which is deleted when it is closed. Options are set before it is opened.
 *
 * @param <P> the open parts; closing them closes everything, in the right order
 */
public abstract class StackExtension<P extends AutoCloseable>
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Duration DELETION = Duration.ofSeconds(30);

  private @Nullable Path folder;
  private @Nullable P parts;
  private boolean ofTheClass;

  /** Opens everything. If it fails half-way, it must close what it opened. */
  protected abstract P open(Path folder) throws Exception;

  /**
   * The open parts.
   *
   * @throws NullPointerException outside of tests
   */
  protected final P parts() {
    return Objects.requireNonNull(parts, "a stack is open while tests run");
  }

  /** The folder of the stack. Tests may put their own files there. */
  public final Path folder() {
    return Objects.requireNonNull(folder, "a stack has its folder while tests run");
  }

  /** Closes everything, and opens it again with the same folder. */
  public final void restart() throws Exception {
    close();
    parts = open(folder());
  }

  private void close() throws Exception {
    P closing = parts;
    parts = null;
    if (closing != null) {
      closing.close();
    }
  }

  @Override
  public final void beforeAll(ExtensionContext context) {
    ofTheClass = true;
    begin();
  }

  @Override
  public final void beforeEach(ExtensionContext context) {
    if (!ofTheClass) {
      begin();
    }
  }

  /**
   * Opens it in a new folder. For a stack that several classes share, which JUnit does not open.
   */
  public final void begin() {
    try {
      Path made = Files.createTempDirectory("griot");
      folder = made;
      parts = open(made);
    } catch (Exception e) {
      throw new IllegalStateException("the stack does not start", e);
    }
  }

  @Override
  public final void afterEach(ExtensionContext context) {
    if (!ofTheClass) {
      end();
    }
  }

  @Override
  public final void afterAll(ExtensionContext context) {
    end();
  }

  /** Closes what {@link #begin} opened, and deletes its folder. */
  public final void end() {
    try {
      close();
    } catch (Exception e) {
      throw new IllegalStateException("the stack does not stop", e);
    } finally {
      delete(folder());
    }
  }

  /**
   * Deletes a folder. Repeats it, because a process that is being killed may still write a file.
   */
  private static void delete(Path folder) {
    Awaitility.await()
        .atMost(DELETION)
        .ignoreExceptionsInstanceOf(IOException.class)
        .ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .until(() -> isDeleted(folder));
  }

  private static boolean isDeleted(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.deleteIfExists(file);
    }
    return true;
  }
}
