package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.griot.contract.SocketState;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.Pulse;
import io.griot.host.session.SignalReset.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SignalResetTest {
  private static final PageState CONNECTED =
      new PageState(Optional.of(SocketState.CONNECTED), "MAIN", true, true, false);
  private static final PageState OPENING =
      new PageState(Optional.of(SocketState.OPENING), "SYNCING", true, false, false);
  private static final Optional<List<String>> DONE = Optional.of(List.of());

  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger due = new AtomicInteger();
  private final FakePage page = new FakePage();
  private final SignalReset reset = reset(false);

  private SignalReset reset(boolean isLastState) {
    return new SignalReset("session", isLastState, now::get, due::incrementAndGet);
  }

  /** A page that gives prepared answers and counts requests. */
  private static final class FakePage implements SignalReset.Page {
    final Deque<Optional<List<String>>> answers = new ArrayDeque<>();
    int drops;
    int loads;
    boolean failsToLoad;

    @Override
    public Optional<List<String>> drop() {
      drops++;
      return answers.isEmpty() ? DONE : answers.remove();
    }

    @Override
    public void load() throws IOException {
      loads++;
      if (failsToLoad) {
        throw new IOException("gone");
      }
    }
  }

  private static boolean saysUsable(SignalReset reset) {
    PageEvent heard = reset.heard(new PageEvent.StateChanged(CONNECTED));
    boolean answered =
        reset.answered(new Pulse(CONNECTED, Optional.empty(), false)).state().usable();
    boolean said = ((PageEvent.StateChanged) heard).state().usable();
    assertThat(said).isEqualTo(answered);
    return said;
  }

  @Test
  void asksNothingOfAProfileInItsLastState() throws Exception {
    SignalReset none = reset(true);
    assertThat(saysUsable(none)).isTrue();
    assertThat(none.attempt(page)).isEqualTo(Attempt.NONE);
    assertThat(page.drops).isZero();
    assertThat(none.isPending()).isFalse();
  }

  @Test
  void letsNobodyUseThePageBeforeADocumentThatKnowsNothingOfTheOldSessions() throws Exception {
    assertThat(saysUsable(reset)).isFalse();
    assertThat(due).hasValue(1);
    assertThat(reset.attempt(page)).isEqualTo(Attempt.LOADING);
    assertThat(page.drops).isEqualTo(1);
    assertThat(page.loads).isEqualTo(1);

    // This document still has them in memory.
    assertThat(saysUsable(reset)).isFalse();
    assertThat(reset.isPending()).isTrue();

    reset.heard(new PageEvent.Opened());
    assertThat(reset.isPending()).isFalse();
    assertThat(saysUsable(reset)).isTrue();
  }

  @Test
  void waitsUntilThePageIsConnected() throws Exception {
    PageEvent heard = reset.heard(new PageEvent.StateChanged(OPENING));
    assertThat(heard).isEqualTo(new PageEvent.StateChanged(OPENING));
    assertThat(reset.attempt(page)).isEqualTo(Attempt.NONE);
    assertThat(page.drops).isZero();
    assertThat(due).hasValue(0);
  }

  @Test
  void asksTheNextDocumentWhenThePageLoadedItselfAnewBeforeItWasDone() throws Exception {
    reset.heard(new PageEvent.Opened());
    saysUsable(reset);
    page.answers.add(Optional.empty()); // the document was lost before it could answer
    assertThat(reset.attempt(page)).isEqualTo(Attempt.NONE);
    reset.heard(new PageEvent.Opened());
    assertThat(reset.isPending()).isTrue();
    assertThat(saysUsable(reset)).isFalse();
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    reset.attempt(page);
    reset.heard(new PageEvent.Opened());
    assertThat(page.drops).isEqualTo(2);
    assertThat(saysUsable(reset)).isTrue();
  }

  @Test
  void keepsAPageThatCannotDropThemFromBeingUsedAndAsksItAgain() throws Exception {
    saysUsable(reset);
    page.answers.add(Optional.of(List.of("WAWebSignalStorage.getSessionTable")));
    assertThat(reset.attempt(page)).isEqualTo(Attempt.UNABLE);
    assertThat(page.loads).isZero();
    assertThat(saysUsable(reset)).isFalse();

    assertThat(reset.attempt(page)).isEqualTo(Attempt.NONE); // not due yet
    assertThat(page.drops).isEqualTo(1);
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(reset.attempt(page)).isEqualTo(Attempt.LOADING);
    assertThat(page.drops).isEqualTo(2);
    assertThat(page.loads).isEqualTo(1);
  }

  @Test
  void staysPendingWhenThePageCannotBeLoadedAnew() {
    saysUsable(reset);
    page.failsToLoad = true;
    assertThatIOException().isThrownBy(() -> reset.attempt(page));
    assertThat(reset.isPending()).isTrue();
    assertThat(saysUsable(reset)).isFalse();
  }

  @Test
  void passesOnWhatSaysNothingOfTheConnection() {
    PageEvent qr = new PageEvent.QrChanged(Optional.of("code"));
    assertThat(reset.heard(qr)).isSameAs(qr);
  }
}
