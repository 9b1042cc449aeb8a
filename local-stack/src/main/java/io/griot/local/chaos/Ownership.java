package io.griot.local.chaos;

import io.griot.local.chaos.Fleet.Host;
import io.griot.local.chaos.TableView.SessionRow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The owners of sessions, from the sessions' table. Thread-safe. */
final class Ownership {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private final TableView tables;
  private final Fleet fleet;
  private final List<Account> accounts;

  Ownership(TableView tables, Fleet fleet, List<Account> accounts) {
    this.tables = tables;
    this.fleet = fleet;
    this.accounts = accounts;
  }

  /** The host that has a session; if none has it for a minute, any host. */
  Host hostOf(int session) {
    boolean found = Pause.until(PATIENCE, POLL, () -> owner(session).isPresent());
    return found
        ? owner(session).orElseGet(() -> fleet.in(session % fleet.size()))
        : fleet.in(session % fleet.size());
  }

  /** The sessions that a host has. */
  Set<Integer> sessionsOf(Host host) {
    return tables.sessions().values().stream()
        .filter(row -> row.owner().startsWith(host.name() + "-"))
        .map(SessionRow::account)
        .collect(Collectors.toSet());
  }

  private Optional<Host> owner(int session) {
    SessionRow row = tables.sessions().get(accounts.get(session).id());
    return row == null ? Optional.empty() : fleet.byOwner(row.owner());
  }
}
