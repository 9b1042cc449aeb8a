package io.griot.host.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Json;
import io.griot.contract.SocketState;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.bridge.PageStatus.Phase;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.lease.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PageStatusTest {
  private static final Instant THEN = Instant.parse("2026-11-30T08:00:00Z");
  private static final Instant EVENT = THEN.minusSeconds(7);
  private static final Moment EARLIER = new Moment(THEN, 100);
  private static final Moment LATER = new Moment(THEN.plusSeconds(9), 900);
  private static final Set<String> MISSING = Set.of("archiveChat");
  private static final PageState CONNECTED = state(SocketState.CONNECTED, true, true);
  private static final PageState OPENING = state(SocketState.OPENING, true, false);
  private static final PageState UNPAIRED = state(SocketState.UNPAIRED, false, false);
  private static final PageState WORDLESS =
      new PageState(Optional.empty(), "", false, false, false);

  /** The phase that follows each phase after each change. */
  @ParameterizedTest
  @CsvSource({
    // change,             NONE,     STARTING, SPEAKING, SILENT
    "opened,               STARTING, STARTING, STARTING, STARTING",
    "said,                 SPEAKING, SPEAKING, SPEAKING, SPEAKING",
    "answered,             SPEAKING, SPEAKING, SPEAKING, SPEAKING",
    "said nothing yet,     NONE,     STARTING, SPEAKING, SILENT",
    "answered nothing yet, NONE,     STARTING, SPEAKING, SILENT",
    "unanswered,           NONE,     STARTING, SILENT,   SILENT",
    "gone,                 NONE,     NONE,     NONE,     NONE",
    "begins,               NONE,     NONE,     NONE,     NONE",
    "storage failed,       STARTING, STARTING, STARTING, STARTING",
    "replaced,             NONE,     STARTING, SPEAKING, SILENT",
    "crashed,              NONE,     NONE,     NONE,     NONE",
    "qr,                   NONE,     STARTING, SPEAKING, SILENT",
    "logged out,           NONE,     STARTING, SPEAKING, SILENT",
    "missing,              NONE,     STARTING, SPEAKING, SILENT",
    "heard,                NONE,     STARTING, SPEAKING, SILENT",
    "link code,            NONE,     STARTING, SPEAKING, SILENT",
    "happened,             NONE,     STARTING, SPEAKING, SILENT",
    "in trouble,           NONE,     STARTING, SPEAKING, SILENT"
  })
  void goesFromPhaseToPhase(
      String change, Phase ofNone, Phase ofStarting, Phase ofSpeaking, Phase ofSilent) {
    assertThat(in(Phase.NONE).after(change(change), LATER).phase()).isEqualTo(ofNone);
    assertThat(in(Phase.STARTING).after(change(change), LATER).phase()).isEqualTo(ofStarting);
    assertThat(in(Phase.SPEAKING).after(change(change), LATER).phase()).isEqualTo(ofSpeaking);
    assertThat(in(Phase.SILENT).after(change(change), LATER).phase()).isEqualTo(ofSilent);
  }

  @Test
  void knowsTheLimitsFromOneConnectionToTheNext() {
    Change asked = new Change.Heard(new PageEvent.LimitsAsked());
    Change connected = new Change.Heard(new PageEvent.StateChanged(CONNECTED));
    Change opening = new Change.Heard(new PageEvent.StateChanged(OPENING));
    PageStatus started = in(Phase.STARTING).after(connected, LATER);
    assertThat(started.standing()).isEqualTo(Standing.LIMITS_UNKNOWN);
    PageStatus known = started.after(asked, LATER);
    assertThat(known.standing()).isEqualTo(Standing.CONNECTED);

    PageStatus back = known.after(opening, LATER).after(connected, LATER);
    assertThat(back.standing()).isEqualTo(Standing.LIMITS_UNKNOWN);
    PageStatus reloaded =
        known.after(new Change.Heard(new PageEvent.Opened()), LATER).after(connected, LATER);
    assertThat(reloaded.standing()).isEqualTo(Standing.LIMITS_UNKNOWN);
    PageStatus answersAgain = known.after(new Change.Unanswered(), LATER).after(connected, LATER);
    assertThat(answersAgain.standing()).isEqualTo(Standing.CONNECTED);
  }

  @Test
  void aHeldPageIsNotUsableAndSaysWhyUntilItIsUsed() {
    Change held = new Change.Blocked(Problem.SIGNAL_NOT_RESET);
    PageStatus now = in(Phase.SPEAKING).after(held, LATER);
    assertThat(now.phase()).isEqualTo(Phase.SPEAKING);
    assertThat(now.standing()).isNotEqualTo(Standing.CONNECTED);
    assertThat(now.problem()).contains(Problem.SIGNAL_NOT_RESET);

    PageStatus later = now.after(new Change.Heard(new PageEvent.StateChanged(OPENING)), LATER);
    assertThat(later.problem()).contains(Problem.SIGNAL_NOT_RESET);
    PageStatus used = later.after(new Change.Heard(new PageEvent.StateChanged(CONNECTED)), LATER);
    assertThat(used.problem()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aNewDocumentMakesWhatTheOldOneSaidVoid(Phase phase) {
    PageStatus now = withQr(in(phase)).after(change("opened"), LATER);

    assertThat(now.said()).isEqualTo(PageState.NOTHING);
    assertThat(now.qr()).isEmpty();
    assertThat(now.unavailable()).isEqualTo(MISSING);
    assertThat(now.times().heardNanos()).isEqualTo(LATER.nanos());
    assertThat(now.times().provenAt()).isEqualTo(in(phase).times().provenAt());
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void whatThePageSaysIsProofThatItLives(Phase phase) {
    for (Change change : new Change[] {change("said"), change("answered")}) {
      PageStatus now = withQr(in(phase)).after(change, LATER);

      assertThat(now.said()).isEqualTo(CONNECTED);
      assertThat(now.times().provenAt()).contains(LATER.instant());
      assertThat(now.times().heardNanos()).isEqualTo(LATER.nanos());
      assertThat(now.qr()).contains("2@code");
    }
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aPageThatDoesNotKnowHowItStandsProvesNothing(Phase phase) {
    PageStatus before = withQr(in(phase));

    assertThat(before.after(change("said nothing yet"), LATER)).isEqualTo(before);
    PageStatus answered = before.after(change("answered nothing yet"), LATER);
    assertThat(answered.times().provenAt()).isEqualTo(before.times().provenAt());
    assertThat(answered.times().heardNanos()).isEqualTo(before.times().heardNanos());
    assertThat(answered.times().lastEventAt()).contains(EVENT);
  }

  @Test
  void aPageThatFallsSilentIsNotUsableAndSaysSoOnce() {
    PageStatus silent = in(Phase.SPEAKING).after(new Change.Unanswered(), LATER);

    assertThat(silent.said()).isEqualTo(CONNECTED.unusable());
    assertThat(silent.standing()).isEqualTo(Standing.COMING);
    assertThat(silent.times()).isEqualTo(in(Phase.SPEAKING).times());
    assertThat(silent.after(new Change.Unanswered(), LATER)).isEqualTo(silent);
    assertThat(in(Phase.STARTING).after(new Change.Unanswered(), LATER))
        .isEqualTo(in(Phase.STARTING));
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aPageThatIsGoneSaysNothingAndWhyIfItWasNotWanted(Phase phase) {
    PageStatus crashed = withQr(in(phase)).after(change("crashed"), LATER);

    assertThat(crashed.said()).isEqualTo(PageState.NOTHING);
    assertThat(crashed.qr()).isEmpty();
    assertThat(crashed.problem()).contains(Problem.BROWSER_CRASHED);
    assertThat(crashed.unavailable()).isEqualTo(MISSING);
    assertThat(crashed.times()).isEqualTo(in(phase).times());
    assertThat(crashed.after(change("gone"), LATER).problem()).contains(Problem.BROWSER_CRASHED);
    assertThat(in(phase).after(change("gone"), LATER).problem()).isEmpty();
  }

  @Test
  void aBrowsersProblemIsOverWhenItsPageSpeaks() {
    PageStatus crashed = in(Phase.SPEAKING).after(change("crashed"), LATER);

    PageStatus opened = crashed.after(change("opened"), LATER);
    assertThat(opened.problem()).contains(Problem.BROWSER_CRASHED);
    assertThat(opened.after(heard(UNPAIRED), LATER).problem()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aLoggedOutDeviceStaysOneUntilItIsPairedWhateverBecomesOfItsBrowser(Phase phase) {
    PageStatus status = in(phase).after(change("logged out"), LATER);
    for (Change change :
        new Change[] {
          heard(UNPAIRED),
          heard(OPENING),
          change("gone"),
          change("crashed"),
          change("opened"),
          heard(UNPAIRED),
          change("qr"),
          change("unanswered")
        }) {
      status = status.after(change, LATER);
      assertThat(status.problem()).as(change.toString()).contains(Problem.LOGGED_OUT);
    }

    assertThat(status.after(heard(CONNECTED), LATER).problem()).isEmpty();
  }

  @Test
  void aReplacedConnectionIsInConflictUntilThereIsAnotherDocument() {
    PageState cut = new PageState(Optional.of(SocketState.OPENING), "MAIN", true, false, true);
    PageStatus status =
        in(Phase.SPEAKING).after(heard(cut), LATER).after(change("replaced"), LATER);

    for (PageStatus now : new PageStatus[] {status, status.after(heard(cut), LATER)}) {
      assertThat(now.said().state()).contains(SocketState.CONFLICT);
      assertThat(now.problem()).contains(Problem.REPLACED);
      assertThat(now.standing()).isEqualTo(Standing.NOT_CONNECTED);
      assertThat(now.isTurnedAway()).isTrue();
    }
    assertThat(status.after(heard(OPENING), LATER).problem()).isEmpty();
    assertThat(status.after(change("opened"), LATER).problem()).isEmpty();
    assertThat(status.after(change("begins"), LATER).problem()).isEmpty();
  }

  @Test
  void aReplacedConnectionStaysSoWithoutABrowserUntilANewOneBegins() {
    PageStatus replaced = in(Phase.SPEAKING).after(change("replaced"), LATER);
    PageStatus before = PageStatus.none(Optional.of(Problem.REPLACED), Set.of(), Optional.empty());

    for (PageStatus status :
        List.of(
            before,
            replaced.after(change("gone"), LATER),
            replaced.after(change("crashed"), LATER))) {
      assertThat(status.said().state()).contains(SocketState.CONFLICT);
      assertThat(status.problem()).contains(Problem.REPLACED);
      assertThat(status.standing()).isEqualTo(Standing.NOT_CONNECTED);
      assertThat(status.after(change("begins"), LATER).said()).isEqualTo(PageState.NOTHING);
    }
  }

  @Test
  void aPageThatDeletedItsDataIsWaitedForUntilOneIsUsable() {
    PageStatus status = withQr(in(Phase.SPEAKING)).after(change("storage failed"), LATER);

    assertThat(status.said()).isEqualTo(PageState.NOTHING);
    assertThat(status.qr()).isEmpty();
    for (Change change : new Change[] {heard(UNPAIRED), change("gone"), change("opened")}) {
      status = status.after(change, LATER);
      assertThat(status.problem()).contains(Problem.STORAGE_FAILED);
      assertThat(status.standing()).isEqualTo(Standing.COMING);
    }
    assertThat(status.after(heard(CONNECTED), LATER).problem()).isEmpty();
  }

  @Test
  void takesInWhatThePageSaysBesides() {
    PageStatus status = in(Phase.SPEAKING);

    assertThat(status.after(change("qr"), LATER).qr()).contains("2@code");
    PageEvent noCode = new PageEvent.QrChanged(Optional.empty());
    assertThat(withQr(status).after(new Change.Heard(noCode), LATER).qr()).isEmpty();
    PageEvent others = new PageEvent.OperationsMissing(Set.of("sendPoll"));
    assertThat(status.after(new Change.Heard(others), LATER).unavailable())
        .containsExactly("sendPoll");
    assertThat(status.after(change("heard"), LATER).times())
        .isEqualTo(new PageStatus.Times(Optional.of(THEN), Optional.of(EVENT), EARLIER.nanos()));
    for (String other : new String[] {"link code", "happened", "in trouble"}) {
      assertThat(status.after(change(other), LATER)).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTED, true, true, LIMITS_UNKNOWN",
    "CONNECTED, true, false, COMING",
    "OPENING, true, false, COMING",
    "OPENING, false, false, COMING",
    "PAIRING, false, false, COMING",
    "TIMEOUT, true, false, COMING",
    "UNPAIRED, false, false, COMING",
    "UNPAIRED_IDLE, false, false, NOT_CONNECTED",
    "UNPAIRED, true, false, COMING",
    "CONFLICT, true, false, NOT_CONNECTED",
    "DEPRECATED_VERSION, true, false, NOT_CONNECTED",
    "PROXYBLOCK, true, false, NOT_CONNECTED",
    "SMB_TOS_BLOCK, true, false, NOT_CONNECTED",
    "TOS_BLOCK, true, false, NOT_CONNECTED"
  })
  void standsWithWhatsApp(
      SocketState socket, boolean authenticated, boolean usable, Standing standing) {
    PageStatus status =
        in(Phase.STARTING).after(heard(state(socket, authenticated, usable)), LATER);

    assertThat(status.standing()).isEqualTo(standing);
  }

  @Test
  void isWithoutADeviceOnceItShowsACodeOrSaysThatItWasLoggedOut() {
    PageStatus unpaired = in(Phase.STARTING).after(heard(UNPAIRED), LATER);
    Change qr = new Change.Heard(new PageEvent.QrChanged(Optional.of("1@code")));
    assertThat(unpaired.after(qr, LATER).standing()).isEqualTo(Standing.NOT_CONNECTED);
    assertThat(unpaired.after(change("logged out"), LATER).standing())
        .isEqualTo(Standing.NOT_CONNECTED);

    // A damaged profile that is being restored.
    assertThat(unpaired.after(new Change.StorageFailed(), LATER).standing())
        .isEqualTo(Standing.COMING);
  }

  @Test
  void isComingBeforeItSpoke() {
    assertThat(in(Phase.NONE).standing()).isEqualTo(Standing.COMING);
    assertThat(in(Phase.STARTING).standing()).isEqualTo(Standing.COMING);
  }

  @Test
  void keepsWhatAPageSaidOfLimitsUntilItSaysAnother() {
    String said = "{\"type\":\"limits\",\"limits\":\"{\\\"newChatQuota\\\":5}\"}";
    PageEvent limited = PageEvent.of(Json.readObject(said), Instant.EPOCH).orElseThrow();
    PageEvent free =
        PageEvent.of(Json.readObject("{\"type\":\"limits\",\"limits\":null}"), Instant.EPOCH)
            .orElseThrow();

    PageStatus status = in(Phase.SPEAKING).after(new Change.Heard(limited), EARLIER);
    status = status.after(change("gone"), EARLIER).after(change("opened"), EARLIER);
    assertThat(status.limits().orElseThrow().path("newChatQuota").asInt()).isEqualTo(5);
    assertThat(status.after(new Change.Heard(free), EARLIER).limits()).isEmpty();
  }

  @Test
  void hasCaughtUpFromThePagesWordUntilItsConnectionOrDocumentIsLost() {
    PageStatus status = in(Phase.SPEAKING);
    assertThat(status.caughtUp()).isFalse();

    PageStatus caughtUp = status.after(new Change.Heard(new PageEvent.CaughtUp()), EARLIER);

    assertThat(caughtUp.after(heard(CONNECTED), EARLIER).caughtUp()).isTrue();
    assertThat(caughtUp.after(heard(CONNECTED.unusable()), EARLIER).caughtUp()).isFalse();
    assertThat(caughtUp.after(change("opened"), EARLIER).caughtUp()).isFalse();
  }

  @Test
  void hasCaughtUpAlsoWhenThePageSaysSoBeforeItIsUsable() {
    PageStatus early =
        in(Phase.STARTING).after(new Change.Heard(new PageEvent.CaughtUp()), EARLIER);

    assertThat(early.after(heard(CONNECTED.unusable()), EARLIER).after(heard(CONNECTED), EARLIER))
        .extracting(PageStatus::caughtUp)
        .isEqualTo(true);
  }

  @Test
  void knowsWhatComesFromThePageItself() {
    assertThat(Change.isFromThePage(change("answered"))).isTrue();
    assertThat(Change.isFromThePage(change("said"))).isTrue();
    for (String other : new String[] {"opened", "unanswered", "gone", "qr", "logged out"}) {
      assertThat(Change.isFromThePage(change(other))).as(other).isFalse();
    }
  }

  private static PageStatus in(Phase phase) {
    PageStatus none = PageStatus.none(Optional.empty(), MISSING, Optional.empty());
    PageStatus starting = none.after(change("opened"), EARLIER);
    PageStatus speaking = starting.after(heard(CONNECTED), EARLIER);
    return switch (phase) {
      case NONE -> none;
      case STARTING -> starting;
      case SPEAKING -> speaking;
      case SILENT -> speaking.after(new Change.Unanswered(), EARLIER);
    };
  }

  private static PageStatus withQr(PageStatus status) {
    return status.after(change("qr"), EARLIER);
  }

  private static Change heard(PageState said) {
    return new Change.Heard(new PageEvent.StateChanged(said));
  }

  private static Change change(String name) {
    return switch (name) {
      case "storage failed" -> new Change.StorageFailed();
      case "replaced" -> new Change.Replaced();
      case "opened" -> new Change.Heard(new PageEvent.Opened());
      case "said" -> heard(CONNECTED);
      case "answered" -> new Change.Answered(new Pulse(CONNECTED, Optional.empty(), false));
      case "said nothing yet" -> heard(WORDLESS);
      case "answered nothing yet" ->
          new Change.Answered(new Pulse(WORDLESS, Optional.of(EVENT), false));
      case "unanswered" -> new Change.Unanswered();
      case "gone" -> new Change.Gone(Optional.empty());
      case "begins" -> new Change.Begins();
      case "crashed" -> new Change.Gone(Optional.of(Problem.BROWSER_CRASHED));
      case "qr" -> new Change.Heard(new PageEvent.QrChanged(Optional.of("2@code")));
      case "logged out" ->
          new Change.Heard(
              new PageEvent.LoggedOut("removed_by_server", PageEvent.LoggedOut.Cause.ACCOUNT));
      case "missing" -> new Change.Heard(new PageEvent.OperationsMissing(MISSING));
      case "heard" -> new Change.Heard(new PageEvent.Activity(EVENT));
      case "link code" -> new Change.Heard(new PageEvent.LinkCodeMade("ABCD1234"));
      case "happened" ->
          new Change.Heard(
              new PageEvent.Happened("message", "key", "chat", Json.MAPPER.createObjectNode(), 2));
      case "in trouble" -> new Change.Heard(new PageEvent.ProblemReported("qr"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static PageState state(SocketState socket, boolean authenticated, boolean usable) {
    return new PageState(Optional.of(socket), "MAIN", authenticated, usable, false);
  }
}
