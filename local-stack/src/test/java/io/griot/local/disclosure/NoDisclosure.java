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
 * Fails each test class in which a process wrote or sent forbidden content. JUnit finds it by a
 * file on the class path.
 */
public final class NoDisclosure implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (context.getTestClass().map(Class::isMemberClass).orElse(true)) {
      return; // the outer class ends later
    }
    List<String> findings = taken(DisclosureInterceptor.FOLDER, ProcessHandle.current().pid());
    if (!findings.isEmpty()) {
      throw new AssertionError(
          "what must not be written or sent:\n  " + String.join("\n  ", findings));
    }
  }

  /**
   * The name of a process's file of findings. It contains the test JVM's id, so that parallel tests
   * are not blamed.
   */
  static String file(ProcessHandle process) {
    long parent = process.parent().map(ProcessHandle::pid).orElse(0L);
    return parent + "-" + process.pid() + ".txt";
  }

  /**
   * The findings of a test JVM and the processes that it started. Each fails one class, the first
   * that ends after it.
   */
  static List<String> taken(Path folder, long tests) throws IOException {
    List<String> findings = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(it -> isOf(it, tests)).toList()) {
          findings.addAll(Files.readAllLines(file));
          Files.delete(file);
        }
      }
    }
    return findings;
  }

  private static boolean isOf(Path file, long tests) {
    String name = file.getFileName().toString();
    return name.startsWith(tests + "-") || name.endsWith("-" + tests + ".txt");
  }
}
