package io.griot.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.functions.command.AcceptanceStep;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a process die after a step of accepting a command, at the step's n-th time from now. Crash
 * points arrive while it runs, one per line, such as {@code STORED 2}. Thread-safe.
 */
final class CrashPoint implements Consumer<AcceptanceStep> {
  private final Runnable death;
  private final AtomicReference<@Nullable Next> next = new AtomicReference<>();

  private record Next(AcceptanceStep step, AtomicInteger times) {}

  /**
   * Begins without a crash point.
   *
   * @param death ends the process
   */
  CrashPoint(Runnable death) {
    this.death = death;
  }

  /**
   * The line of a crash point.
   *
   * @param time the step's time at which to die, from 1
   */
  static String line(AcceptanceStep step, int time) {
    return step + " " + time;
  }

  /** Reads crash points until the end of the stream. An invalid line is the caller's fault. */
  void follow(InputStream lines) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(lines, UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      String[] words = line.split(" ", 2);
      next.set(
          new Next(
              AcceptanceStep.valueOf(words[0]), new AtomicInteger(Integer.parseInt(words[1]))));
    }
  }

  @Override
  public void accept(AcceptanceStep step) {
    Next at = next.get();
    if (at != null && at.step() == step && at.times().decrementAndGet() == 0) {
      death.run();
    }
  }
}
