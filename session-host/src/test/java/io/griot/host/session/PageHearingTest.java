package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut;
import io.griot.host.bridge.PageEvent.LoggedOut.Cause;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.lease.Problem;
import io.griot.host.lease.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageHearingTest {
  private static final PageEvent QR = new PageEvent.QrChanged(Optional.of("2@code"));

  private final TestTime time = new TestTime();
  private final PageStatusBoard status =
      new PageStatusBoard(
          PageStatus.none(Optional.empty(), Set.of(), Optional.empty()),
          () -> new Moment(time.instant(), time.getAsLong()),
          List.of());
  private final BrokenStarts brokenStarts = new BrokenStarts();
  private final AtomicBoolean linked = new AtomicBoolean(true);
  private int closedTurns;
  private int news;

  @Test
  void believesNoLogoutForReasonsOfStorage() {
    for (boolean up : new boolean[] {false, true}) {
      PageHearing hearing = hearing();
      if (up) {
        hearing.accept(connected());
      }
      hearing.accept(new LoggedOut("storage_quota_exceeded", Cause.STORAGE));
      hearing.accept(QR);

      assertThat(hearing.hasStorageFailed()).isTrue();
      assertThat(status.current().problem()).contains(Problem.STORAGE_FAILED);
      assertThat(status.current().standing()).isEqualTo(Standing.COMING);
      assertThat(status.current().qr()).isEmpty();
      assertThat(linked).isTrue();
      assertThat(news).isPositive();
      brokenStarts.broke(Cause.STORAGE);
    }
  }

  @Test
  void believesALogoutOfTheAccount() {
    PageHearing hearing = hearing();

    hearing.accept(new LoggedOut("device_removed", Cause.ACCOUNT));
    hearing.accept(QR);

    assertThat(hearing.hasStorageFailed()).isFalse();
    assertThat(status.current().problem()).contains(Problem.LOGGED_OUT);
    assertThat(status.current().qr()).contains("2@code");
    assertThat(linked).isFalse();
  }

  @Test
  void believesALogoutOfUnknownCauseOnlyOnceThePageWasUpOrWhenItComesAgain() {
    PageEvent unknown = new LoggedOut("post_logout", Cause.UNKNOWN);
    PageHearing first = hearing();
    first.accept(unknown);
    assertThat(first.hasStorageFailed()).isTrue();

    brokenStarts.broke(Cause.UNKNOWN);
    PageHearing second = hearing();
    second.accept(unknown);
    assertThat(second.hasStorageFailed()).isTrue();

    brokenStarts.broke(Cause.UNKNOWN);
    PageHearing again = hearing();
    again.accept(unknown);
    assertThat(again.hasStorageFailed()).isFalse();
    assertThat(status.current().problem()).contains(Problem.LOGGED_OUT);

    linked.set(true);
    PageHearing up = hearing();
    up.accept(connected());
    up.accept(unknown);
    assertThat(up.hasStorageFailed()).isFalse();
  }

  @Test
  void takesACodeToLinkWhatIsLinkedForLostStorage() {
    PageHearing hearing = hearing();

    hearing.accept(QR);

    assertThat(hearing.hasStorageFailed()).isTrue();
    linked.set(false);
    PageHearing unlinked = hearing();
    unlinked.accept(QR);
    linked.set(true); // by this very page
    unlinked.accept(QR);
    assertThat(unlinked.hasStorageFailed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = SocketState.class,
      names = {"CONNECTED", "UNPAIRED"})
  void letsTheNextBrowserStartOnceThePageIsUp(SocketState state) {
    linked.set(false);
    PageHearing hearing = hearing();
    hearing.accept(new PageEvent.Opened());
    hearing.accept(said(SocketState.OPENING, false, false));
    assertThat(closedTurns).isZero();

    boolean connected = state == SocketState.CONNECTED;
    hearing.accept(said(state, connected, connected));

    assertThat(closedTurns).isPositive();
  }

  @Test
  void letsTheNextBrowserStartWhenThePageIsNotUpAfterHalfAMinute() {
    PageHearing hearing = hearing();
    time.pass(PageHearing.START_TURN);
    hearing.look();
    assertThat(closedTurns).isZero();

    time.pass(Duration.ofNanos(1));
    hearing.look();

    assertThat(closedTurns).isPositive();
  }

  @Test
  void hearsNothingOfABrowserThatIsNoMore() {
    PageHearing hearing = hearing();
    hearing.end();

    hearing.accept(connected());

    assertThat(status.current().said()).isEqualTo(PageState.NOTHING);
    assertThat(closedTurns).isPositive();
  }

  @Test
  void hasTheBrowserLookedAtWhenItsConnectionWasStopped() {
    PageHearing hearing = hearing();

    hearing.accept(
        new PageEvent.StateChanged(
            new PageState(Optional.of(SocketState.OPENING), "MAIN", true, false, true)));

    assertThat(news).isEqualTo(1);
  }

  private PageHearing hearing() {
    return new PageHearing(
        "session", status, brokenStarts, linked, () -> closedTurns++, () -> news++, time);
  }

  private static PageEvent connected() {
    return said(SocketState.CONNECTED, true, true);
  }

  private static PageEvent said(SocketState state, boolean authenticated, boolean usable) {
    return new PageEvent.StateChanged(
        new PageState(Optional.of(state), "MAIN", authenticated, usable, false));
  }
}
