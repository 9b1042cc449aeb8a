package io.griot.local.chaos;

import io.griot.local.bench.Durations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Measures how long sessions are away after a fault: until each is connected again, and until a
 * command runs that was accepted after the fault. A session that another fault affects before it
 * has recovered is not counted. Thread-safe.
 */
final class Recovery {
  private final Map<FaultClass, Times> times = new EnumMap<>(FaultClass.class);
  private final Map<Integer, Away> open = new HashMap<>();
  private final Map<Integer, Long> tokens = new HashMap<>();

  /**
   * The times of a class.
   *
   * @param connected times until sessions were connected again
   * @param running times until commands ran again
   */
  static final class Times {
    final Durations connected = new Durations();
    final Durations running = new Durations();
    int faults;
    int commands;
    int events;
    int stayed;
    int notCounted;
  }

  private static final class Away {
    final FaultClass kind;
    final long began;
    final long token;
    boolean seenAway;
    boolean connected;
    boolean running;

    Away(FaultClass kind, long began, long token) {
      this.kind = kind;
      this.began = began;
      this.token = token;
    }
  }

  /** Records that a fault affected sessions at this moment. */
  synchronized void begin(FaultClass kind, Set<Integer> sessions, long nanos) {
    of(kind).faults++;
    for (int session : sessions) {
      close(session);
      open.put(session, new Away(kind, nanos, tokens.getOrDefault(session, 0L)));
    }
  }

  /** Adds the commands accepted and events delivered between a fault of this class and the next. */
  synchronized void meanwhile(FaultClass kind, int commands, int events) {
    of(kind).commands += commands;
    of(kind).events += events;
  }

  /** Records a session's token. */
  synchronized void token(int session, long token) {
    tokens.put(session, token);
  }

  /**
   * Records a session's status, requested at this moment. A status from an earlier host does not
   * count.
   */
  synchronized void status(int session, boolean connected, long askedNanos) {
    Away away = open.get(session);
    if (away == null || askedNanos < away.began) {
      return;
    }
    if (!connected) {
      away.seenAway = true;
    } else if (!away.connected
        && (away.seenAway || tokens.getOrDefault(session, 0L) > away.token)) {
      away.connected = true;
      of(away.kind).connected.add(Duration.ofNanos(System.nanoTime() - away.began));
    }
    if (away.connected && away.running) {
      open.remove(session);
    }
  }

  /** Records that a command ran which was accepted at that moment. */
  synchronized void ran(int session, long acceptedNanos) {
    Away away = open.get(session);
    if (away != null && !away.running && acceptedNanos > away.began) {
      away.running = true;
      of(away.kind).running.add(Duration.ofNanos(System.nanoTime() - away.began));
    }
  }

  /** Closes all open measurements. */
  synchronized void end() {
    Set.copyOf(open.keySet()).forEach(this::close);
  }

  private void close(int session) {
    Away before = open.remove(session);
    if (before != null && !before.connected) {
      if (before.seenAway) {
        of(before.kind).notCounted++;
      } else {
        of(before.kind).stayed++;
      }
    }
  }

  private Times of(FaultClass kind) {
    return times.computeIfAbsent(kind, it -> new Times());
  }

  /** The times by class. */
  synchronized Map<FaultClass, Times> times() {
    return new EnumMap<>(times);
  }
}
