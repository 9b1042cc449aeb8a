package io.griot.local.chaos;

import io.griot.local.chaos.TableView.CommandRow;
import io.griot.local.chaos.TableView.SessionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that no item is written with a token that another host's token has replaced. The input is
 * read in rounds; each round reads the sessions first. Used by one thread.
 *
 * <p>If a command or an observation got its token between two rounds, it was written after the
 * first round's read of the sessions. So its token must not be lower than the session's token was
 * then. This is independent of clocks and of the length of a round.
 */
final class StaleWrites {
  static final String PROMISE = "no write under a stale token";

  private final Map<Integer, Long> tokens = new HashMap<>();
  private final Map<Integer, Seen> observations = new HashMap<>();
  private final Map<Integer, String> checkpoints = new HashMap<>();
  private final Map<String, Seen> commands = new HashMap<>();

  /**
   * The state in a round.
   *
   * @param token the item's token
   * @param atLeast the minimum of a token that is written after this round
   */
  private record Seen(long token, long atLeast) {}

  /** Begins a round with the sessions. */
  List<Violation> sessions(Collection<SessionRow> rows) {
    List<Violation> found = new ArrayList<>();
    for (SessionRow row : rows) {
      String name = name(row.account());
      long before = tokens.getOrDefault(row.account(), 0L);
      if (row.token() < before) {
        found.add(new Violation(PROMISE, name, "token %d after %d".formatted(row.token(), before)));
      }
      tokens.put(row.account(), row.token());
      String checkpoint = checkpoints.getOrDefault(row.account(), "");
      if (row.checkpoint().compareTo(checkpoint) < 0) {
        found.add(
            new Violation(
                PROMISE, name, "checkpoint %s after %s".formatted(row.checkpoint(), checkpoint)));
      }
      checkpoints.put(row.account(), row.checkpoint());
    }
    return found;
  }

  /** Checks the round's observations: their tokens by account. */
  List<Violation> observations(Map<Integer, Long> byAccount) {
    List<Violation> found = new ArrayList<>();
    byAccount.forEach((account, token) -> {
      Seen before = observations.getOrDefault(account, new Seen(0, 0));
      if (isStale(token, before)) {
        found.add(
            new Violation(
                PROMISE,
                name(account),
                "observation under %d, while the session had %d"
                    .formatted(token, before.atLeast())));
      }
      observations.put(account, new Seen(token, token(account)));
    });
    return found;
  }

  /** Checks a command of the round against its send. */
  List<Violation> command(Sent send, CommandRow row) {
    String id = send.id().value();
    Seen before = commands.getOrDefault(id, new Seen(0, send.tokenBefore()));
    commands.put(id, new Seen(row.token(), token(send.account())));
    return row.token() != 0 && isStale(row.token(), before)
        ? List.of(
            new Violation(
                PROMISE,
                id,
                "%s started under %d, while the session had %d"
                    .formatted(send.text(), row.token(), before.atLeast())))
        : List.of();
  }

  private static boolean isStale(long token, Seen before) {
    return token != before.token() && token < before.atLeast();
  }

  private long token(int account) {
    return tokens.getOrDefault(account, 0L);
  }

  private static String name(int account) {
    return "session %d".formatted(account + 1);
  }
}
