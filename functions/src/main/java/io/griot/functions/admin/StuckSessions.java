package io.griot.functions.admin;

import io.griot.contract.ObservationItem;
import io.griot.contract.SessionLimits;
import io.griot.contract.Wanted;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.StoredObservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Explains why sessions make no progress, and how an operator can help. The result depends only on
 * what is stored. Immutable.
 */
final class StuckSessions {
  /** A time longer than a host with a free slot needs to take a session. */
  private static final Duration TAKEN_WITHIN = Duration.ofMinutes(1);

  /** A time longer than a host needs to begin with a session, or to end with one. */
  private static final Duration DONE_WITHIN = Duration.ofMinutes(3);

  /** The problems that hosts report, each with its remedy. */
  private static final Map<String, String> PROBLEMS =
      Map.of(
          ObservationItem.LOGGED_OUT,
              "Its phone unlinked it: its owner has to scan the code again.",
          ObservationItem.PASSKEY_REQUIRED,
              "WhatsApp asks for the account's passkey: its owner has to link it.",
          ObservationItem.REPLACED,
              "Another browser with the same linked device has its connection: its customer takes"
                  + " it back with /session/restart.",
          ObservationItem.STORAGE_FAILED,
              "WhatsApp's page could not open its data; its host puts them back.",
          ObservationItem.SIGNAL_NOT_RESET,
              "This version of WhatsApp Web cannot renew its encryption: upgrade wa-js.");

  private final Evidence evidence;
  private final boolean someHostRuns;
  private final boolean someSlotIsFree;

  /**
   * @param hosts all stored hosts
   * @param now by DynamoDB's time
   */
  StuckSessions(Evidence evidence, List<Host> hosts, Instant now) {
    this.evidence = evidence;
    this.someHostRuns = hosts.stream().anyMatch(host -> host.lives(now));
    this.someSlotIsFree = hosts.stream().anyMatch(host -> hasRoom(host, now));
  }

  /** Whether a host takes another session. */
  static boolean hasRoom(Host host, Instant now) {
    return host.lives(now) && !host.draining() && !host.closed() && host.sessions() < host.slots();
  }

  /**
   * A sentence for people. Empty for a session without problems, and for one that is not wanted to
   * run.
   */
  Optional<String> why(SessionView view) {
    Session session = view.session();
    if (session.owner().isPresent() && !view.hostLives()) {
      return Optional.of(
          "Its host is gone. Another takes it within half a minute: look at the hosts, and at the"
              + " supervisor's log.");
    }
    if (session.owner().isEmpty()) {
      return session.wantsHost() ? unowned(view) : Optional.empty();
    }
    return session.wanted() == Wanted.RUNNING ? running(view) : ending(view);
  }

  private Optional<String> unowned(SessionView view) {
    if (!isOver(view.session().waitingSince(), TAKEN_WITHIN, view)) {
      return Optional.empty();
    }
    if (!someHostRuns) {
      return Optional.of(
          "No session host runs. Look at the service in ECS, and at the supervisor's log.");
    }
    return Optional.of(
        someSlotIsFree
            ? "Hosts with free slots do not take it. Look for its id in their logs."
            : "No host has a free slot. Look at the hosts and at GRIOT_MAX_HOSTS.");
  }

  private static Optional<String> ending(SessionView view) {
    return isOver(Optional.of(view.session().wantedAt()), DONE_WITHIN, view)
        ? Optional.of(
            "Its host does not end it. Look for its id in the host's log; drain the host.")
        : Optional.empty();
  }

  private Optional<String> running(SessionView view) {
    Optional<String> problem = view.current().flatMap(StoredObservation::problem);
    if (evidence.connected(view)) {
      return Optional.empty();
    }
    if (problem.isPresent()) {
      return problem.map(said ->
          PROBLEMS.getOrDefault(
              said, "Its host says " + said + ". Look for its id in the host's log."));
    }
    if (view.current().isEmpty()) {
      return isOver(Optional.of(view.session().wantedAt()), DONE_WITHIN, view)
          ? Optional.of("Its host has it and does not begin. Look for its id in the host's log.")
          : Optional.empty();
    }
    if (evidence.fellSilent(view)) {
      return Optional.of(
          "Its page does not answer. Its host loads it anew; move it when that does not help.");
    }
    boolean isDown =
        view.session().linked()
            && isOver(evidence.downSince(view), SessionLimits.DOWN_AT_MOST, view);
    return isDown
        ? Optional.of(
            "It is linked and does not connect. Look at its phone, and whether others connect.")
        : Optional.empty();
  }

  private static boolean isOver(Optional<Instant> since, Duration longest, SessionView view) {
    return since.filter(at -> Duration.between(at, view.now()).compareTo(longest) > 0).isPresent();
  }
}
