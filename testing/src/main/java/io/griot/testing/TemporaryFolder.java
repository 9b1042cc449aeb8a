package io.griot.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Makes the folder for temporary files that the build gives each JVM of tests, before the first
 * test. With a folder of its own it is known which JVM left a file.
 */
public final class TemporaryFolder implements LauncherSessionListener {
  /** Set where the folder for temporary files is this JVM's alone: to that folder. */
  private static final String OWN = "griot.tests.folder";

  /** The folder, where it is this JVM's alone; empty in an IDE. */
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
