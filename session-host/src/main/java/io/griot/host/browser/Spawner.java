package io.griot.host.browser;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Starts processes that die with this JVM, however it dies.
 *
 * <p>The kernel sends the parent-death signal when the <em>thread</em> that started the process
 * ends. So one thread starts all of them, and it lives as long as this object. Thread-safe.
 */
public final class Spawner implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("spawner").daemon().factory());

  /**
   * Starts a command as the leader of a new session and process group. Its standard error goes to
   * its standard output.
   */
  Process start(List<String> command) throws IOException, InterruptedException {
    return start(command, Redirect.PIPE);
  }

  /**
   * Starts a command whose output does not go to this process.
   *
   * @param output target of its standard output and error
   */
  public Process start(List<String> command, Redirect output)
      throws IOException, InterruptedException {
    List<String> line =
        Stream.concat(Stream.of("setsid", "setpriv", "--pdeathsig", "KILL", "--"), command.stream())
            .toList();
    ProcessBuilder process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output);
    Future<Process> started = thread.submit(process::start);
    try {
      return started.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot start " + command.getFirst(), e.getCause());
    }
  }

  /** Ends the thread, and with it every process that still runs. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
