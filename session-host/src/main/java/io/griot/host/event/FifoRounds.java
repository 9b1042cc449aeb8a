package io.griot.host.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Splits messages for a FIFO queue into rounds of which each has one message of a group at most.
 * SQS may refuse some entries of a request and take others, also of the same group. So what follows
 * a message in its group must not be in the same request, or it could overtake it.
 */
final class FifoRounds {
  private FifoRounds() {}

  /**
   * The rounds, to be sent one after another.
   *
   * @param messages in their order
   * @param group a message's group
   */
  static <T> List<List<T>> of(List<T> messages, Function<T, String> group) {
    List<List<T>> rounds = new ArrayList<>();
    Map<String, Integer> ofGroup = new HashMap<>();
    for (T message : messages) {
      int round = ofGroup.merge(group.apply(message), 1, Integer::sum) - 1;
      if (round == rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round).add(message);
    }
    return rounds;
  }
}
