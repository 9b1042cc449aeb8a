package io.griot.local.bench;

import java.io.PrintStream;

/** Prints the measurements as they arrive, so that a long run can be followed. */
final class Report {
  private final PrintStream out;

  Report(PrintStream out) {
    this.out = out;
  }

  void section(String title) {
    out.printf("%n%s%n", title);
    out.flush();
  }

  void row(String what, String value) {
    out.printf("  %-38s %s%n", what, value);
    out.flush();
  }

  /** Prints a figure and its aim. */
  void row(String what, double value, String unit, String aim, boolean met) {
    row(what, "%.1f %s   %s (aim: %s)".formatted(value, unit, met ? "✓" : "✗", aim));
  }
}
