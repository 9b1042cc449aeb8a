package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut.Cause;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.lease.Observation;
import io.griot.host.lease.Problem;
import io.griot.host.lease.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ObservedSessionTest {
  private static final PageState CONNECTED = state(SocketState.CONNECTED, true, true);
  private static final PageState OPENING = state(SocketState.OPENING, true, false);
  private static final PageState UNPAIRED = state(SocketState.UNPAIRED, false, false);

  private final TestTime time = new TestTime();
  private final Instant start = time.instant();
  private PageStatus status = PageStatus.none(Optional.empty(), Set.of(), Optional.empty());
  private Observation seen = Observation.NONE;
  private boolean linked;

  @Test
  void aLinkedSessionThatWasTakenIsDownUntilItsPageSaysOtherwise() {
    ObservedSession session = session(true, Optional.empty());
    time.pass(Duration.ofSeconds(9));

    see(session, new Change.Heard(new PageEvent.Opened()));
    assertThat(seen.downSince()).contains(start);

    see(session, new Change.Heard(new PageEvent.StateChanged(CONNECTED)));
    assertThat(seen.downSince()).isEmpty();
    assertThat(seen.usable()).isTrue();
  }

  @Test
  void aSessionThatWasDownBeforeItMovedIsDownSinceThen() {
    Instant before = start.minusSeconds(300);
    ObservedSession session = session(true, Optional.of(before));

    see(session, new Change.Heard(new PageEvent.StateChanged(OPENING)));

    assertThat(seen.downSince()).contains(before);
  }

  @Test
  void aSessionIsDownSinceTheFirstChangeThatMadeItSo() {
    ObservedSession session = session(true, Optional.empty());
    see(session, new Change.Heard(new PageEvent.StateChanged(CONNECTED)));
    time.pass(Duration.ofSeconds(10));
    Instant down = time.instant();

    see(session, new Change.Unanswered());
    assertThat(seen.downSince()).contains(down);
    assertThat(seen.usable()).isFalse();

    time.pass(Duration.ofSeconds(10));
    see(session, new Change.Gone(Optional.of(Problem.BROWSER_HUNG)));
    assertThat(seen.downSince()).contains(down);
    assertThat(seen.state()).isEmpty();
    assertThat(seen.problem()).contains(Problem.BROWSER_HUNG);
  }

  @Test
  void aSessionThatNoPhoneIsLinkedToIsNotDown() {
    ObservedSession session = session(false, Optional.of(start));

    see(session, new Change.Heard(new PageEvent.StateChanged(UNPAIRED)));
    see(session, new Change.Heard(new PageEvent.QrChanged(Optional.of("2@code"))));

    assertThat(seen.downSince()).isEmpty();
    assertThat(seen.qr()).contains("2@code");
    assertThat(linked).isFalse();
  }

  @Test
  void isLinkedFromThePairingOn() {
    ObservedSession session = session(false, Optional.empty());

    see(session, new Change.Heard(new PageEvent.StateChanged(OPENING)));

    assertThat(linked).isTrue();
    assertThat(seen.downSince()).contains(start);
  }

  @Test
  void staysLinkedWithoutAPageAndWhileAPageHasNotReadItsCredentials() {
    ObservedSession session = session(true, Optional.empty());

    see(session, new Change.Gone(Optional.of(Problem.BROWSER_CRASHED)));
    assertThat(linked).isTrue();
    see(session, new Change.Heard(new PageEvent.Opened()));
    assertThat(linked).isTrue();
  }

  @Test
  void isLinkedNoMoreAfterALogoutUntilItIsPairedAgain() {
    ObservedSession session = session(true, Optional.empty());
    see(session, new Change.Heard(new PageEvent.StateChanged(CONNECTED)));

    see(session, new Change.Heard(new PageEvent.StateChanged(UNPAIRED)));
    see(session, new Change.Heard(new PageEvent.LoggedOut("removed_by_server", Cause.ACCOUNT)));
    assertThat(linked).isFalse();
    assertThat(seen.downSince()).isEmpty();
    assertThat(seen.problem()).contains(Problem.LOGGED_OUT);

    see(session, new Change.Gone(Optional.of(Problem.BROWSER_CRASHED)));
    see(session, new Change.Heard(new PageEvent.Opened()));
    assertThat(linked).isFalse();
    assertThat(seen.problem()).contains(Problem.LOGGED_OUT);

    see(session, new Change.Heard(new PageEvent.StateChanged(CONNECTED)));
    assertThat(linked).isTrue();
    assertThat(seen.problem()).isEmpty();
  }

  @Test
  void saysThatLinkingWaitsForAPasskeyAndNoMoreOnceItDoesNot() {
    ObservedSession session = session(false, Optional.empty());
    PageState asked =
        new PageState(Optional.of(SocketState.UNPAIRED), "QR", false, false, false, true);

    see(session, new Change.Heard(new PageEvent.StateChanged(asked)));
    assertThat(seen.problem()).contains(Problem.PASSKEY_REQUIRED);
    see(
        session,
        new Change.Heard(new PageEvent.StateChanged(state(SocketState.UNPAIRED, false, false))));
    assertThat(seen.problem()).isEmpty();
  }

  @Test
  void saysWhichRestartThePresentBrowserSatisfies() {
    ObservedSession session = session(true, Optional.empty());

    session.see(status, 4);

    assertThat(seen.restarted()).isEqualTo(4);
  }

  @Test
  void saysWhatThePageSays() {
    ObservedSession session = session(true, Optional.empty());
    Instant event = start.minusSeconds(3);

    see(session, new Change.Heard(new PageEvent.StateChanged(CONNECTED)));
    see(session, new Change.Heard(new PageEvent.Activity(event)));
    see(session, new Change.Heard(new PageEvent.OperationsMissing(Set.of("archiveChat"))));

    assertThat(seen)
        .isEqualTo(
            new Observation(
                0,
                Optional.of(SocketState.CONNECTED),
                true,
                Optional.empty(),
                Optional.of(event),
                Optional.empty(),
                Optional.empty(),
                Set.of("archiveChat"),
                Optional.empty(),
                true));
  }

  private ObservedSession session(boolean isLinked, Optional<Instant> downSince) {
    return new ObservedSession(
        isLinked,
        downSince,
        time,
        (observation, nowLinked) -> {
          seen = observation;
          linked = nowLinked;
        });
  }

  private void see(ObservedSession session, Change change) {
    status = status.after(change, new Moment(time.instant(), time.getAsLong()));
    session.see(status, 0);
  }

  private static PageState state(SocketState socket, boolean authenticated, boolean usable) {
    return new PageState(Optional.of(socket), "MAIN", authenticated, usable, false);
  }
}
