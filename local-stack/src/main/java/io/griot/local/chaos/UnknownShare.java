package io.griot.local.chaos;

import io.griot.local.chaos.Sent.Ending;
import java.util.List;
import java.util.Optional;

/** Checks that few outcomes stay unknown. */
final class UnknownShare {
  private static final int IN_HUNDRED = 1;

  private UnknownShare() {}

  /** Allows a single unknown outcome; more must be less than one in a hundred. */
  static Optional<Violation> check(List<Sent> sent) {
    long ended = sent.stream().filter(send -> !send.isOpen()).count();
    long unknown = sent.stream().filter(send -> send.ending() == Ending.UNKNOWN).count();
    return unknown > 1 && unknown * 100 >= ended * IN_HUNDRED
        ? Optional.of(
            new Violation(
                "under 1 % of outcomes are unknown",
                "all commands", "%d of %d".formatted(unknown, ended)))
        : Optional.empty();
  }
}
