package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Json;
import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageEvent.LoggedOut;
import io.griot.host.bridge.PageEvent.LoggedOut.Cause;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.lease.Problem;
import io.griot.host.lease.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageListenerTest {
  private static final PageEvent QR = new PageEvent.QrChanged(Optional.of("2@code"));

  private final TestTime time = new TestTime();
  private final List<Change> changes = new ArrayList<>();
  private final PageStatusBoard status =
      new PageStatusBoard(
          PageStatus.none(Optional.empty(), Set.of(), Optional.empty()),
          () -> new Moment(time.instant(), time.getAsLong()),
          List.of((change, before, after) -> changes.add(change)));
  private final BrokenStarts brokenStarts = new BrokenStarts();
  private final AtomicBoolean linked = new AtomicBoolean(true);
  private int closedTurns;
  private int news;

  @Test
  void believesNoLogoutForReasonsOfStorage() {
    for (boolean up : new boolean[] {false, true}) {
      PageListener listener = listener();
      if (up) {
        listener.accept(connected());
      }
      listener.accept(new LoggedOut("storage_quota_exceeded", Cause.STORAGE));
      listener.accept(QR);

      assertThat(listener.hasStorageFailed()).isTrue();
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
    PageListener listener = listener();

    listener.accept(new LoggedOut("removed_by_server", Cause.ACCOUNT));
    listener.accept(QR);

    assertThat(listener.hasStorageFailed()).isFalse();
    assertThat(status.current().problem()).contains(Problem.LOGGED_OUT);
    assertThat(status.current().qr()).contains("2@code");
    assertThat(linked).isFalse();
  }

  @Test
  void believesALogoutOfUnknownCauseOnlyOnceThePageWasUpOrWhenItComesAgain() {
    PageEvent unknown = new LoggedOut("post_logout", Cause.UNKNOWN);
    PageListener first = listener();
    first.accept(unknown);
    assertThat(first.hasStorageFailed()).isTrue();

    brokenStarts.broke(Cause.UNKNOWN);
    PageListener second = listener();
    second.accept(unknown);
    assertThat(second.hasStorageFailed()).isTrue();

    brokenStarts.broke(Cause.UNKNOWN);
    PageListener again = listener();
    again.accept(unknown);
    assertThat(again.hasStorageFailed()).isFalse();
    assertThat(status.current().problem()).contains(Problem.LOGGED_OUT);

    linked.set(true);
    PageListener up = listener();
    up.accept(connected());
    up.accept(unknown);
    assertThat(up.hasStorageFailed()).isFalse();
  }

  @Test
  void takesACodeToLinkWhatIsLinkedForLostStorage() {
    PageListener listener = listener();

    listener.accept(QR);

    assertThat(listener.hasStorageFailed()).isTrue();
    linked.set(false);
    PageListener unlinked = listener();
    unlinked.accept(QR);
    linked.set(true); // linked by this page
    unlinked.accept(QR);
    assertThat(unlinked.hasStorageFailed()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = SocketState.class,
      names = {"CONNECTED", "UNPAIRED"})
  void letsTheNextBrowserStartOnceThePageIsUp(SocketState state) {
    linked.set(false);
    PageListener listener = listener();
    listener.accept(new PageEvent.Opened());
    listener.accept(said(SocketState.OPENING, false, false));
    assertThat(closedTurns).isZero();

    boolean connected = state == SocketState.CONNECTED;
    listener.accept(said(state, connected, connected));
    if (!connected) {
      assertThat(closedTurns).isZero();
      listener.accept(QR);
    }

    assertThat(closedTurns).isPositive();
  }

  @Test
  void letsTheNextBrowserStartWhenThePageIsNotUpAfterHalfAMinute() {
    PageListener listener = listener();
    time.pass(PageListener.START_TURN);
    listener.look();
    assertThat(closedTurns).isZero();

    time.pass(Duration.ofNanos(1));
    listener.look();

    assertThat(closedTurns).isPositive();
  }

  @Test
  void hearsNothingOfABrowserThatIsNoMore() {
    PageListener listener = listener();
    listener.end();

    listener.accept(connected());

    assertThat(status.current().said()).isEqualTo(PageState.NOTHING);
    assertThat(closedTurns).isPositive();
  }

  @Test
  void hasTheBrowserLookedAtWhenItsConnectionWasStopped() {
    PageListener listener = listener();

    listener.accept(
        new PageEvent.StateChanged(
            new PageState(Optional.of(SocketState.OPENING), "MAIN", true, false, true)));

    assertThat(news).isEqualTo(1);
  }

  @Test
  void hearsOfABrowserThatEndsWhatHappensInTheAccountAndNothingElse() {
    PageListener listener = listener();
    listener.accept(connected());
    PageEvent happened =
        new PageEvent.Happened("message", "key", "chat", Json.MAPPER.createObjectNode(), 2);

    listener.ending();
    listener.accept(happened);
    listener.accept(said(SocketState.OPENING, true, false));
    listener.end();
    listener.accept(happened);

    assertThat(changes).hasSize(2).last().isEqualTo(new Change.Heard(happened));
    assertThat(status.current().said().usable()).isTrue();
    assertThat(closedTurns).isPositive();
  }

  private PageListener listener() {
    return new PageListener(
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
