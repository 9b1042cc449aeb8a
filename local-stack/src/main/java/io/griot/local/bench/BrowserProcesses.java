package io.griot.local.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The Chromium processes on this machine, identified by their profile's folder. */
final class BrowserProcesses {
  private BrowserProcesses() {}

  /** The root process of every browser whose profile is in this folder or below it. */
  static List<ProcessHandle> withProfileUnder(Path folder) {
    String argument = "--user-data-dir=" + folder.toAbsolutePath();
    return ProcessHandle.allProcesses()
        .filter(
            process -> isBrowserRoot(process.info().arguments().orElse(new String[0]), argument))
        .toList();
  }

  private static boolean isBrowserRoot(String[] arguments, String profile) {
    List<String> list = Arrays.asList(arguments);
    return list.stream().anyMatch(argument -> argument.startsWith(profile))
        && list.stream().noneMatch(argument -> argument.startsWith("--type="));
  }
}
