package io.griot.local.chaos;

import io.griot.local.chaos.TableView.CommandRow;
import io.griot.local.chaos.TableView.SessionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * No write under a token that another host's has replaced. Fed with what is read, one round after
 * another, the sessions before all else of their round. For one thread.
 *
 * <p>A command or an observation that did not have a token in one round and has it in the next was
 * written after the sessions of the former round were read. So its token may not be lower than the
 * session's was then. That holds whatever the clocks say and however long a round takes.
 */
final class StaleWrites {
  static final String PROMISE = "no write under a stale token";

  private final Map<Integer, Long> tokens = new HashMap<>();
  private final Map<Integer, Seen> observations = new HashMap<>();
  private final Map<Integer, String> checkpoints = new HashMap<>();
  private final Map<String, Seen> commands = new HashMap<>();

  /**
   * What a look found.
   *
   * @param token of the item
   * @param atLeast what a token that is written after this look must be at least
   */
  private record Seen(long token, long atLeast) {}

  /** A round begins with the sessions. */
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

  /** The round's observations: their tokens by account. */
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

  /** A command of the round, as it is and as its send knows it. */
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
