package io.griot.functions.admin;

import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SocketState;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.StoredObservation;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StuckSessionsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant SOON = START.plusSeconds(30);
  private static final Instant LATER = START.plusSeconds(600);
  private static final String HOST = "host-a";

  private final Session waiting = TestSessions.started(START);
  private final Session owned =
      TestSessions.with(waiting, Optional.of(HOST), 1, Optional.of(START));

  @Test
  void saysNothingOfWhatHasJustBegun() {
    assertThat(why(view(waiting, SOON), List.of())).isEmpty();
    assertThat(why(view(owned, SOON), List.of(host(SOON)))).isEmpty();
  }

  @Test
  void saysThatNoHostRuns() {
    assertThat(why(view(waiting, LATER), List.of(host(START))))
        .hasValueSatisfying(text -> assertThat(text).startsWith("No session host runs."));
  }

  @Test
  void saysThatNoHostHasAFreeSlot() {
    Host draining =
        new Host(
            HOST,
            1,
            Duration.ofSeconds(15),
            LATER,
            START,
            10,
            0,
            java.util.Map.of(),
            java.util.Set.of(),
            true,
            false,
            Optional.empty());

    assertThat(why(view(waiting, LATER), List.of(draining)))
        .hasValueSatisfying(text -> assertThat(text).startsWith("No host has a free slot."));
    assertThat(why(view(waiting, LATER), List.of(host(LATER))))
        .hasValueSatisfying(text -> assertThat(text).startsWith("Hosts with free slots"));
  }

  @Test
  void saysThatItsHostIsGone() {
    SessionView gone = new SessionView(owned, Optional.empty(), Optional.of(host(START)), LATER);

    assertThat(why(gone, List.of(host(START))))
        .hasValueSatisfying(text -> assertThat(text).startsWith("Its host is gone."));
  }

  @Test
  void saysWhatItsHostSaysStandsInTheWay() {
    assertThat(why(seen(false, Optional.of("logged_out")), List.of()))
        .hasValueSatisfying(text -> assertThat(text).contains("scan the code again"));
    assertThat(why(seen(false, Optional.of("profile_not_restored")), List.of()))
        .hasValueSatisfying(text -> assertThat(text).contains("profile_not_restored"));
  }

  @Test
  void saysThatALinkedSessionDoesNotConnect() {
    assertThat(why(seen(false, Optional.empty()), List.of()))
        .hasValueSatisfying(text -> assertThat(text).contains("does not connect"));
    assertThat(why(seen(true, Optional.empty()), List.of())).isEmpty();
  }

  @Test
  void saysThatItsHostDoesNotEndIt() {
    Session stopping = owned.stopped(START, Optional.empty());

    assertThat(why(view(stopping, LATER), List.of()))
        .hasValueSatisfying(text -> assertThat(text).startsWith("Its host does not end it."));
    assertThat(why(view(stopping.released(SOON), LATER), List.of())).isEmpty();
  }

  private SessionView seen(boolean usable, Optional<String> problem) {
    StoredObservation observation =
        new StoredObservation(
            START,
            1,
            0,
            Optional.of(usable ? SocketState.CONNECTED : SocketState.OPENING),
            usable,
            usable ? Optional.empty() : Optional.of(START),
            Optional.empty(),
            problem,
            Set.of(),
            Optional.empty(),
            false);
    return new SessionView(owned, Optional.of(observation), Optional.of(host(LATER)), LATER);
  }

  private static SessionView view(Session session, Instant now) {
    return new SessionView(session, Optional.empty(), session.owner().map(id -> host(now)), now);
  }

  private static Host host(Instant beatAt) {
    return TestSessions.host(HOST, beatAt, ID);
  }

  private static Optional<String> why(SessionView view, List<Host> hosts) {
    return new StuckSessions(new Evidence(Duration.ofSeconds(45)), hosts, view.now()).why(view);
  }
}
