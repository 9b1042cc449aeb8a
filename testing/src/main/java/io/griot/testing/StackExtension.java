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
 * The part of the system that tests run on. Registered in a static field it is opened before the
 * class's first test and closed after the last; in another field, for each test anew. It has a
 * folder of its own, which is deleted with it. Options are given where it is made, before it is
 * opened.
 *
 * @param <P> what is open; closing it closes all of it, in the right order
 */
public abstract class StackExtension<P extends AutoCloseable>
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
  private static final Duration DELETION = Duration.ofSeconds(30);

  private @Nullable Path folder;
  private @Nullable P parts;
  private boolean ofTheClass;

  /** Opens everything. What fails half-way closes what it opened. */
  protected abstract P open(Path folder) throws Exception;

  /**
   * What is open.
   *
   * @throws NullPointerException outside of tests
   */
  protected final P parts() {
    return Objects.requireNonNull(parts, "a stack is open while tests run");
  }

  /** Where everything lies, and where tests may put files of theirs. */
  public final Path folder() {
    return Objects.requireNonNull(folder, "a stack has its folder while tests run");
  }

  /** Closes everything, and opens it again on what it left in its folder. */
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

  /** Opens it in a new folder: for what JUnit does not open, since classes share it. */
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

  /** A process that is being killed may write a last file while its folder is deleted. */
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
