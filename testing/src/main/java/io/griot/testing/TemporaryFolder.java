package io.griot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Creates the folder for temporary files that the build gives each test JVM, before the first test.
 * With a folder per JVM it is known which JVM left a file.
 */
public final class TemporaryFolder implements LauncherSessionListener {
  /** The property with the folder for temporary files, if it belongs to this JVM alone. */
  private static final String OWN = "griot.tests.folder";

  /** The folder if it belongs to this JVM alone; empty in an IDE. */
  static Optional<Path> own() {
    return Optional.ofNullable(System.getProperty(OWN)).map(Path::of);
  }

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    own()
        .ifPresent(folder -> {
          try {
            Files.createDirectories(folder);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
