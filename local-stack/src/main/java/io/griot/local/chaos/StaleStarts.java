package io.griot.local.chaos;

import io.griot.local.chaos.BrowserTable.Browser;
import io.griot.local.chaos.TableView.SessionRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * No host starts a browser of a session that another has. Such a browser may live for too short to
 * be seen beside its successor, because the watchdog kills it. Fed with looks at the process table
 * and with reads of the sessions. Thread-safe.
 *
 * <p>A browser that was not there in one look and is in the next began after the former. The
 * session had another owner in a read that had ended by then, and has it under the same token in a
 * read after the latter. So its host did not own it when it started the browser.
 */
final class StaleStarts {
  static final String PROMISE = "no browser starts under a stale token";

  private final Duration startNeeds;
  private final Function<String, Optional<String>> folderOfOwner;
  private final Map<String, Owned> owned = new HashMap<>();
  private final List<Suspect> suspects = new ArrayList<>();
  private Set<Long> running = Set.of();
  private long lookBegan = Long.MIN_VALUE;

  /**
   * A session as read.
   *
   * @param sinceNanos when a read first said so, or its latest token, had ended
   */
  private record Owned(SessionRow row, long sinceNanos) {
    boolean isSame(SessionRow other) {
      return row.owner().equals(other.owner()) && row.token() == other.token();
    }
  }

  /** A browser that began while another host had its session. */
  private record Suspect(Browser browser, SessionRow row, long seenNanos) {}

  /**
   * A check.
   *
   * @param startNeeds how long a host may need from its last look at its lease to the browser
   * @param folderOfOwner the name of the folder of the host that is this owner of sessions
   */
  StaleStarts(Duration startNeeds, Function<String, Optional<String>> folderOfOwner) {
    this.startNeeds = startNeeds;
    this.folderOfOwner = folderOfOwner;
  }

  /** The sessions, by id, as a read between these two moments had them. */
  synchronized List<Violation> sessions(
      long beganNanos, long endedNanos, Map<String, SessionRow> rows) {
    List<Violation> found = new ArrayList<>();
    for (Suspect suspect : List.copyOf(suspects)) {
      if (beganNanos > suspect.seenNanos()) {
        suspects.remove(suspect);
        SessionRow now = rows.get(suspect.browser().session());
        if (now != null && new Owned(now, 0).isSame(suspect.row())) {
          found.add(violation(suspect));
        }
      }
    }
    rows.forEach((session, row) -> {
      Owned before = owned.get(session);
      if (before == null || !before.isSame(row)) {
        owned.put(session, new Owned(row, endedNanos));
      }
    });
    return found;
  }

  /** What runs, as a look between these two moments had it. */
  synchronized void look(long beganNanos, long endedNanos, Collection<Browser> browsers) {
    for (Browser browser : browsers) {
      Owned session = owned.get(browser.session());
      if (!running.contains(browser.pid()) && session != null && isAnothers(browser, session)) {
        suspects.add(new Suspect(browser, session.row(), endedNanos));
      }
    }
    running = browsers.stream().map(Browser::pid).collect(Collectors.toSet());
    lookBegan = beganNanos;
  }

  private boolean isAnothers(Browser browser, Owned session) {
    return session.sinceNanos() + startNeeds.toNanos() < lookBegan
        && folderOfOwner
            .apply(session.row().owner())
            .filter(folder -> !folder.equals(browser.folder()))
            .isPresent();
  }

  private static Violation violation(Suspect suspect) {
    return new Violation(
        PROMISE,
        suspect.browser().session(),
        "process %d of %s began while %s had the session under %d"
            .formatted(
                suspect.browser().pid(),
                suspect.browser().folder(),
                suspect.row().owner(),
                suspect.row().token()));
  }
}
