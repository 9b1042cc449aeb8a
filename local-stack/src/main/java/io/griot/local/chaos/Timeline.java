package io.griot.local.chaos;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The log of a run: its faults and the broken promises. Thread-safe. */
final class Timeline {
  static final String RUN = "the run itself works";

  private static final Duration AROUND = Duration.ofSeconds(60);

  private final PrintStream out;
  private final long began = System.nanoTime();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Violation> violations = new ArrayList<>();
  private final Set<String> said = new HashSet<>();
  private volatile boolean failed;

  Timeline(PrintStream out) {
    this.out = out;
  }

  /** An action and its time. */
  record Entry(long nanos, String what) {}

  /** Records and prints an action. */
  synchronized void note(String what) {
    entries.add(new Entry(System.nanoTime(), what));
    say(what);
  }

  /** Prints a line with the time since the start. */
  synchronized void say(String line) {
    out.printf("%8.1f  %s%n", seconds(System.nanoTime()), line);
    out.flush();
  }

  /** Records and prints a violation with the actions around it; each violation once. */
  synchronized void violated(Violation violation) {
    if (!said.add(violation.promise() + "\n" + violation.subject())) {
      return;
    }
    violations.add(violation);
    say("VIOLATION  " + violation.line());
    long now = System.nanoTime();
    entries.stream()
        .filter(entry -> now - entry.nanos() < AROUND.toNanos())
        .forEach(
            entry -> out.printf("            %8.1f  %s%n", seconds(entry.nanos()), entry.what()));
    out.flush();
  }

  /** Records a failure of the run itself. The run then fails, whatever else it finds. */
  void failed(String part, Throwable failure) {
    failed = true;
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    say(trace.toString());
    violated(new Violation(RUN, part, failure.toString()));
  }

  /** Whether a part of the run itself failed. */
  boolean hasFailed() {
    return failed;
  }

  synchronized List<Violation> violations() {
    return List.copyOf(violations);
  }

  private double seconds(long nanos) {
    return (nanos - began) / 1e9;
  }
}
