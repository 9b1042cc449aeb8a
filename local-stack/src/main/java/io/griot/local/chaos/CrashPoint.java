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
 * Where a process dies: behind a step of accepting a command, when it comes there for the
 * so-manieth time from now. It is told so while it runs: a line for each, as {@code STORED 2}.
 * Thread-safe.
 */
final class CrashPoint implements Consumer<AcceptanceStep> {
  private final Runnable death;
  private final AtomicReference<@Nullable Next> next = new AtomicReference<>();

  private record Next(AcceptanceStep step, AtomicInteger times) {}

  /**
   * None for now.
   *
   * @param death ends the process
   */
  CrashPoint(Runnable death) {
    this.death = death;
  }

  /** The line for a step, and for the time that it comes there, from 1. */
  static String line(AcceptanceStep step, int time) {
    return step + " " + time;
  }

  /** Follows the lines until their end. What is no crash point is a fault of its caller. */
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
