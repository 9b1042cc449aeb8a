package io.griot.local.disclosure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails each class of tests in which a process wrote or sent what it must not. JUnit finds it by a
 * file on the class path.
 */
public final class NoDisclosure implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (context.getTestClass().map(Class::isMemberClass).orElse(true)) {
      return; // its outer class ends later
    }
    List<String> findings = taken(DisclosureInterceptor.FOLDER);
    if (!findings.isEmpty()) {
      throw new AssertionError(
          "what must not be written or sent:\n  " + String.join("\n  ", findings));
    }
  }

  /** Each finding fails one class, the first that ends after it. */
  static List<String> taken(Path folder) throws IOException {
    List<String> findings = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          findings.addAll(Files.readAllLines(file));
          Files.delete(file);
        }
      }
    }
    return findings;
  }
}
