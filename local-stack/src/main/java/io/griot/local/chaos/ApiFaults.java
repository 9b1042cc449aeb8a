package io.griot.local.chaos;

import io.griot.functions.command.AcceptanceStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The API's process is killed, or dies right behind a step of accepting a command, with requests
 * under way. For one thread.
 */
final class ApiFaults implements Injection, AutoCloseable {
  private static final String AT = "API_DIES_";

  /** It dies when it comes to the step for the first, the second or the third time. */
  private static final int TIMES = 3;

  private final Map<String, String> settings;
  private ApiProcess process;

  private ApiFaults(Map<String, String> settings, ApiProcess process) {
    this.settings = Map.copyOf(settings);
    this.process = process;
  }

  /** Starts the API. */
  static ApiFaults start(Map<String, String> settings, Path logs) throws IOException {
    return new ApiFaults(settings, ApiProcess.start(settings, logs));
  }

  /** Where it is, each time it runs. */
  URI address() {
    return process.address();
  }

  @Override
  public Made make(Fault fault) {
    process.kill();
    if (fault.kind() == FaultClass.API_KILLED) {
      return new Made(Set.of(), "the API", () -> process = anew(settings));
    }
    AcceptanceStep step = AcceptanceStep.valueOf(fault.kind().name().substring(AT.length()));
    process = anew(ApiProcess.dyingAt(settings, step, 1 + fault.variant() % TIMES));
    boolean died = process.awaitCrash();
    if (!died) {
      process.kill();
    }
    return new Made(
        Set.of(),
        died ? "the API" : "the API, which did not come there",
        () -> process = anew(settings));
  }

  private ApiProcess anew(Map<String, String> with) {
    try {
      return process.startAnew(with);
    } catch (IOException e) {
      throw new UncheckedIOException("the API does not start again", e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
