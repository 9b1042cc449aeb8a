package io.griot.local.chaos;

import io.griot.contract.settings.SharedSettings;
import io.griot.host.SessionHostSettings;
import io.griot.local.HostProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The session hosts of a run: a number of places, each with one process after another, as ECS keeps
 * the tasks of a service. Thread-safe.
 */
final class Fleet implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofMinutes(2);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int STARTS = 10;
  private static final Duration POLL = Duration.ofMillis(100);
  private static final long END_SECONDS = 120;

  private final IntFunction<Map<String, String>> settings;
  private final Path folder;
  private final Disks disks;
  private final Map<Integer, String> clocks = new HashMap<>();
  private final Timeline timeline;
  private final List<Host> places = new ArrayList<>();
  private final List<Host> leaving = new ArrayList<>();
  private final List<Boolean> down = new ArrayList<>();
  private final List<Lock> restarts = new ArrayList<>();
  private final Map<String, String> folders = new HashMap<>();
  private int processes;
  private int endedThemselves;

  /**
   * Starts the hosts.
   *
   * @param settings the environment of the host in a place
   * @param folder the folder for logs and temporary files
   * @param disks the disks for their data; not closed here
   */
  Fleet(
      IntFunction<Map<String, String>> settings,
      Path folder,
      Disks disks,
      int hosts,
      Timeline timeline)
      throws IOException {
    this.settings = settings;
    this.folder = folder;
    this.disks = disks;
    this.timeline = timeline;
    Files.createDirectories(folder.resolve("logs"));
    List<Integer> numbers = IntStream.range(0, hosts).boxed().toList();
    for (int _ : numbers) {
      down.add(false);
      restarts.add(new ReentrantLock());
    }
    places.addAll(AtOnce.each(numbers, place -> start(place, Optional.empty())));
  }

  /**
   * A host's process.
   *
   * @param name the beginning of its id as an owner of sessions
   * @param place from 0
   */
  record Host(String name, int place, HostProcess process) {}

  /** The host in a place, alive or not. */
  synchronized Host in(int place) {
    return places.get(place);
  }

  int size() {
    return places.size();
  }

  /** The host with this id as an owner of sessions; empty when it is not in its place any more. */
  synchronized Optional<Host> byOwner(String owner) {
    return places.stream().filter(host -> owner.startsWith(host.name() + "-")).findFirst();
  }

  /** The name of the folder of a present or earlier host, by its id as an owner of sessions. */
  synchronized Optional<String> folderOf(String owner) {
    return Optional.ofNullable(folders.get(owner.split("-", 2)[0]));
  }

  /** All hosts in their places, and those that are leaving. */
  synchronized List<Host> all() {
    List<Host> all = new ArrayList<>(places);
    all.addAll(leaving);
    return all;
  }

  /** Marks a host's place: the host may be dead from now on. */
  synchronized void down(Host host) {
    down.set(host.place(), true);
  }

  /**
   * Starts another host in the place of a dead one, unless that has happened, and waits until it
   * takes sessions. Concurrent faults of one host restart it one after the other.
   *
   * @param fresh whether the new host has an empty disk, like a new task; otherwise the dead one's
   */
  void restart(Host dead, boolean fresh) {
    Lock lock = restarts.get(dead.place());
    lock.lock();
    try {
      restartAlone(dead, fresh);
    } finally {
      lock.unlock();
    }
  }

  private void restartAlone(Host dead, boolean fresh) {
    synchronized (this) {
      if (!places.get(dead.place()).equals(dead)) {
        return; // another fault affected it too and has restarted it
      }
    }
    Optional<Path> disk = fresh ? Optional.empty() : Optional.of(dead.process().folder());
    Host next = start(dead.place(), disk);
    synchronized (this) {
      places.set(dead.place(), next);
      down.set(dead.place(), false);
    }
    if (fresh) {
      Folders.delete(dead.process().folder());
    }
  }

  /** Sets the clock offset of hosts that start in a place from now on. */
  synchronized void shiftClock(int place, String shift) {
    clocks.put(place, shift);
  }

  /** Starts another host beside this one, waits until it takes sessions, and gives it the place. */
  void replace(Host old) {
    Host next = start(old.place(), Optional.empty());
    synchronized (this) {
      places.set(old.place(), next);
      leaving.add(old);
    }
  }

  /**
   * Waits for the end of a host that was asked to stop.
   *
   * @return whether it ended
   */
  boolean awaitEnd(Host host) {
    boolean ended = host.process().awaitEnd(END_SECONDS);
    synchronized (this) {
      leaving.remove(host);
    }
    return ended;
  }

  /** Restarts hosts that ended without a fault, as ECS does. */
  void keepUp() {
    List<Host> ended;
    synchronized (this) {
      ended =
          places.stream()
              .filter(host -> !down.get(host.place()) && !host.process().isAlive())
              .toList();
      endedThemselves += ended.size();
      ended.forEach(this::down);
    }
    for (Host host : ended) {
      timeline.note(
          "host %s ended by itself with status %d"
              .formatted(host.name(), host.process().exit().orElse(-1)));
      restart(host, true);
    }
  }

  /** The number of hosts that ended without a fault. */
  synchronized int endedThemselves() {
    return endedThemselves;
  }

  /** Whether every place has a host that takes sessions. */
  synchronized boolean isComplete() {
    return !down.contains(true)
        && places.stream().allMatch(host -> host.process().isAlive() && host.process().isStarted());
  }

  /**
   * Starts a host. If it ends before it takes sessions, because a service fails, it is started
   * again.
   */
  private Host start(int place, Optional<Path> disk) {
    Host host = launch(place, disk);
    for (int failed = 0; !isUp(host); failed++) {
      if (failed == STARTS) {
        throw new IllegalStateException("host " + host.name() + " does not start: see its log");
      }
      timeline.say("host %s ended before it took sessions".formatted(host.name()));
      host.process().killWithBrowsers();
      Pause.of(RETRY);
      host = launch(place, disk);
    }
    return host;
  }

  private synchronized Host launch(int place, Optional<Path> disk) {
    String name = "h%d_%d".formatted(place + 1, ++processes);
    Map<String, String> environment = new HashMap<>(settings.apply(place));
    environment.put(SessionHostSettings.HOST_ID.key(), name);
    environment.put(SharedSettings.CLOCK_SHIFT.key(), clocks.getOrDefault(place, "0s"));
    Path temporary = folder.resolve("tmp").resolve("h" + (place + 1));
    environment.put("TMPDIR", temporary.toString());
    Path data = disk.orElse(disks.folder(place).resolve(name));
    folders.put(name, data.getFileName().toString());
    try {
      Files.createDirectories(temporary);
      Path log = folder.resolve("logs").resolve(name + ".log");
      return new Host(name, place, new HostProcess(environment, data, log));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start a session host", e);
    }
  }

  private static boolean isUp(Host host) {
    HostProcess process = host.process();
    return Pause.until(START_DEADLINE, POLL, () -> process.isStarted() || !process.isAlive())
        && process.isAlive();
  }

  /** The folder of the hosts' temporary files. */
  Path temporary() {
    return folder.resolve("tmp");
  }

  /** Stops all hosts at once, and waits for their ends. Idempotent. */
  @Override
  public void close() {
    List<Host> all = all();
    for (int place = 0; place < size(); place++) {
      down(in(place));
    }
    all.forEach(host -> Signals.send("CONT", host.process().tree()));
    all.forEach(host -> host.process().stop());
    for (Host host : all) {
      if (!host.process().awaitEnd(END_SECONDS)) {
        timeline.violated(
            new Violation("a host ends on SIGTERM", host.name(), "not within two minutes"));
        host.process().killWithBrowsers();
      }
    }
  }
}
