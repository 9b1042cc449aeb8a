package io.griot.local.chaos;

import io.griot.local.aws.Checkpoints;
import io.griot.local.chaos.Fleet.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills a host's disk, damages its profiles, or damages a checkpoint. */
final class DiskFaults implements Injection {
  /**
   * The maximum number of damaged checkpoints of a session in a run. Hosts keep the last three, and
   * one of them must be intact.
   */
  private static final int DAMAGED = 2;

  private final List<Account> accounts;
  private final Fleet fleet;
  private final Disks disks;
  private final Ownership ownership;
  private final Checkpoints checkpoints;
  private final Map<Integer, Integer> damaged = new HashMap<>();

  DiskFaults(
      List<Account> accounts,
      Fleet fleet,
      Disks disks,
      Ownership ownership,
      Checkpoints checkpoints) {
    this.accounts = accounts;
    this.fleet = fleet;
    this.disks = disks;
    this.ownership = ownership;
    this.checkpoints = checkpoints;
  }

  @Override
  public Made make(Fault fault) {
    Host host = ownership.hostOf(fault.session());
    Set<Integer> sessions = ownership.sessionsOf(host);
    return switch (fault.kind()) {
      case DISK_FULL ->
          disks.fill(host.place())
              ? new Made(sessions, host.name(), () -> disks.free(host.place()))
              : new Made(Set.of(), "not here: nothing may be mounted", () -> {});
      case PROFILE_UNREADABLE -> {
        fleet.down(host);
        host.process().killWithBrowsers();
        boolean _ = fleet.awaitEnd(host);
        int files = damage(host);
        yield new Made(
            sessions,
            "%d files of %s".formatted(files, host.name()),
            () -> fleet.restart(host, false));
      }
      case CHECKPOINT_DAMAGED -> damageCheckpoint(fault, host, sessions);
      default -> throw new IllegalArgumentException("no fault of a disk: " + fault.kind());
    };
  }

  private static int damage(Host host) {
    try {
      return Profiles.damage(host.process().folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Damages a session's newest checkpoint, then stops its host, so that there is another one before
   * the damaged.
   */
  private Made damageCheckpoint(Fault fault, Host host, Set<Integer> sessions) {
    int session = fault.session();
    if (damaged.merge(session, 1, Integer::sum) > DAMAGED) {
      return new Made(Set.of(), "not again that of session %d".formatted(session + 1), () -> {});
    }
    fleet.down(host);
    host.process().stop();
    boolean _ = fleet.awaitEnd(host);
    Checkpoints.Damage[] ways = Checkpoints.Damage.values();
    Checkpoints.Damage way = ways[fault.variant() % ways.length];
    boolean done = checkpoints.damage(accounts.get(session).id(), way);
    return new Made(
        sessions,
        "%s of session %d"
            .formatted(done ? way : "no checkpoint with a whole one before it", session + 1),
        () -> fleet.restart(host, true));
  }
}
