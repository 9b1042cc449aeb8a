package io.griot.host.command;

import static io.griot.host.command.CommandFixture.SESSION;
import static io.griot.host.command.CommandFixture.SOON;
import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.id;
import static io.griot.host.command.CommandFixture.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.Pace;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldCommandsTest {
  private static final Generation GENERATION = new Generation(SESSION, Instant.EPOCH);
  private static final Duration FAR = Duration.ofHours(1);

  /** No time passes during a test. */
  private static final Pace SLOW = new Pace(FAR, 2);

  private final FakeHeldStore held = new FakeHeldStore();
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private final List<HeldCommands> hosts = new ArrayList<>();
  private final CommandFixture host = new CommandFixture(Clock.systemUTC(), nanos -> true);
  private final HeldCommands commands = host();

  private HeldCommands host() {
    HeldCommands made =
        new HeldCommands(
            GENERATION,
            held,
            new HeldRunner(GENERATION, held, host.reader, host.runner(), host.check),
            host.gate,
            Operations::byId,
            Clock.systemUTC(),
            failures::add);
    hosts.add(made);
    made.start();
    return made;
  }

  @AfterEach
  void end() throws InterruptedException {
    host.gate.close();
    for (HeldCommands one : hosts) {
      assertThat(one.stop(SOON)).isTrue();
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void letsWhatHasItsTurnGo() throws Exception {
    host.connect();

    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat")).isFalse();
    assertThat(takes(command(Operations.REACT, "2", Optional.empty()), "chat")).isFalse();
    assertThat(held.all(GENERATION)).isEmpty();
  }

  @Test
  void holdsWhatHasNoTurnYetAndWhatChangesSomethingBehindItButNoRead() throws Exception {
    host.connect();

    assertThat(takes(send("1", FAR, SLOW), "chat")).isTrue();
    assertThat(takes(command(Operations.REACT, "2", Optional.empty()), "chat")).isTrue();
    assertThat(takes(send("3", Duration.ZERO, SLOW), "chat")).isTrue();
    assertThat(takes(command(Operations.READ, "4", Optional.empty()), "chat")).isFalse();
    assertThat(takes(command(Operations.REACT, "5", Optional.empty()), "other")).isFalse();

    assertThat(held.all(GENERATION))
        .extracting(HeldMessage::command)
        .containsExactly(ids("1", "2", "3"));
    assertThat(held.explanation(id("1"))).isEmpty(); // it was accepted with this explanation
    assertThat(held.explanation(id("2"))).contains(HeldBecause.ORDER);
    assertThat(held.explanation(id("3"))).contains(HeldBecause.ORDER);
  }

  @Test
  void holdsSendsButNoReadsUntilTheLimitsAreKnown() throws Exception {
    PageBridge bridge = host.bridge();
    host.gate.set(bridge, Standing.LIMITS_UNKNOWN);
    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat")).isTrue();
    assertThat(takes(command(Operations.READ, "2", Optional.empty()), "2")).isFalse();

    host.gate.set(bridge, Standing.CONNECTED);

    FakePage.Call call = host.nextCall();
    assertThat(name(call)).isEqualTo("1");
    answer(call);
  }

  @Test
  void carriesOutOneAfterAnotherWhenTheirTurnComes() throws Exception {
    host.connect();
    Pace quick = new Pace(Duration.ofMillis(20), 1);
    for (int i = 1; i <= 5; i++) {
      boolean _ = takes(send("" + i, Duration.ofMillis(200 + 20L * i), quick), "chat");
    }
    boolean _ = takes(command(Operations.REACT, "6", Optional.empty()), "chat");

    for (int i = 1; i <= 6; i++) {
      FakePage.Call call = host.nextCall();
      assertThat(name(call)).isEqualTo("" + i);
      assertThat(host.page.calls).isEmpty();
      answer(call);
    }
    held.awaitHeld(GENERATION, 0);
  }

  @Test
  void keepsThePaceAfterThereWasNoPage() throws Exception {
    for (int i = 1; i <= 4; i++) {
      assertThat(takes(send("" + i, Duration.ZERO, SLOW), "chat " + i)).isTrue();
    }
    host.connect();

    answer(host.nextCall());
    answer(host.nextCall());
    held.awaitHeld(GENERATION, 2);
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void holdsNothingByAPaceThatCountsNoMore() throws Exception {
    host.connect();
    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat 1")).isFalse();
    assertThat(takes(send("2", Duration.ZERO, SLOW), "chat 2")).isFalse();

    assertThat(takes(send("3", Duration.ZERO, Pace.NONE), "chat 3")).isFalse();
    assertThat(takes(stopping("4", Duration.ZERO), "chat 4")).isFalse();
  }

  @Test
  void goesOnWithWhatAnotherHostHeld() throws Exception {
    boolean _ = takes(send("1", Duration.ZERO, SLOW), "chat");
    boolean _ = takes(send("2", Duration.ZERO, SLOW), "chat");
    assertThat(commands.stop(SOON)).isTrue();
    hosts.clear();

    held.meetsTroubles(2);
    HeldCommands next = host();
    host.connect();
    // A later message of the same chat must not overtake.
    assertThat(takes(next, send("3", Duration.ZERO, SLOW), "chat")).isTrue();

    assertThat(name(host.answered())).isEqualTo("1");
    assertThat(name(host.answered())).isEqualTo("2");
    held.awaitHeld(GENERATION, 1);
  }

  @Test
  void holdsWhateverNeedsAPageWhileThereIsNone() throws Exception {
    assertThat(takes(command(Operations.READ, "read", Optional.empty()), "read")).isTrue();
    assertThat(takes(command(Operations.REACT, "react", Optional.empty()), "chat")).isTrue();
    assertThat(takes(command(Operations.CODE, "code", Optional.empty()), "code")).isTrue();
    assertThat(takes(command(Operations.SCREENSHOT, "picture", Optional.empty()), "picture"))
        .isFalse();
    assertThat(held.explanation(id("read"))).isEmpty();

    host.gate.set(host.bridge(), Standing.COMING);
    assertThat(name(host.answered())).as("needs no connection").isEqualTo("code");
    host.connect();
    host.answered();
    host.answered();
    held.awaitHeld(GENERATION, 0);
  }

  @Test
  void letsNothingThatKeepsNoPaceWaitForSendsThatDo() throws Exception {
    for (int i = 1; i <= 3; i++) {
      assertThat(takes(send("" + i, Duration.ZERO, SLOW), "chat " + i)).isTrue();
    }
    assertThat(takes(command(Operations.READ, "read", Optional.empty()), "read")).isTrue();
    host.connect();

    List<String> names =
        List.of(name(host.answered()), name(host.answered()), name(host.answered()));
    assertThat(names).containsExactlyInAnyOrder("1", "2", "read");
    held.awaitHeld(GENERATION, 1);
  }

  @Test
  void holdsAMessageThatComesAgainOnce() throws Exception {
    host.connect();
    assertThat(takes(send("1", FAR, SLOW), "chat")).isTrue();
    assertThat(takes(send("1", FAR, SLOW), "chat")).isTrue();

    assertThat(held.all(GENERATION)).hasSize(1);
  }

  @Test
  void givesAMessageThatComesAgainNoSecondTurn() throws Exception {
    host.connect();
    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat")).isFalse();
    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat")).isFalse();
    assertThat(takes(send("2", Duration.ZERO, SLOW), "other")).isFalse();
    assertThat(takes(send("3", Duration.ZERO, SLOW), "third")).isTrue();
  }

  @Test
  void endsWhatIsPastItsLastMomentToStart() throws Exception {
    Command late =
        new Command(
            id("late"),
            SESSION,
            Operations.SEND,
            Json.MAPPER.createObjectNode(),
            Map.of(),
            Instant.now(),
            Instant.now().minusSeconds(1),
            1,
            Optional.of(new Command.Turn(Instant.now().plus(FAR), SLOW)));
    host.store.accept(late.id());

    assertThat(takes(late, "chat")).isTrue();

    held.awaitHeld(GENERATION, 0);
    assertThat(host.store.outcomeOf(late.id())).contains(new Outcome.Failed(FailureCode.EXPIRED));
  }

  @Test
  void endsWhatIsPastItsLastMomentBehindAnotherThatWaitsForThePage() throws Exception {
    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat")).isTrue();

    assertThat(takes(brief(), "other")).isTrue();

    held.awaitHeld(GENERATION, 1);
    assertThat(host.store.outcomeOf(id("brief"))).contains(new Outcome.Failed(FailureCode.EXPIRED));
  }

  @Test
  void endsWhatIsPastItsLastMomentBehindAnotherThatWaitsForThePace() throws Exception {
    host.connect();
    assertThat(takes(send("1", Duration.ZERO, SLOW), "chat 1")).isFalse();
    assertThat(takes(send("2", Duration.ZERO, SLOW), "chat 2")).isFalse();
    assertThat(takes(send("3", Duration.ZERO, SLOW), "chat 3")).isTrue();

    assertThat(takes(brief(), "other")).isTrue();

    held.awaitHeld(GENERATION, 1);
    assertThat(host.store.outcomeOf(id("brief"))).contains(new Outcome.Failed(FailureCode.EXPIRED));
  }

  private Command brief() {
    Command brief = send("brief", Duration.ZERO, SLOW);
    return brief.startingBy(brief.acceptedAt().plusMillis(300));
  }

  @Test
  void triesAgainWhatCouldNotBeCarriedOut() throws Exception {
    Pace quick = new Pace(Duration.ofMillis(1), 1);
    assertThat(takes(send("1", Duration.ZERO, quick), "chat")).isTrue();
    host.store.startsMeet(FakeCommandStateStore.Trouble.FAILS);
    host.connect();

    answer(host.nextCall());
    held.awaitHeld(GENERATION, 0);
  }

  @Test
  void stopsWhenTheAccountIsRestrictedAndGoesOnWhenThatIsOver() throws Exception {
    host.connect();
    assertThat(takes(stopping("1", FAR), "chat 1")).isTrue();
    commands.restrict(Optional.of(Instant.now().plus(FAR).plus(FAR)));
    held.awaitExplained(id("1"), HeldBecause.RESTRICTION);

    assertThat(takes(stopping("2", Duration.ZERO), "chat 2")).isTrue();
    assertThat(held.explanation(id("2"))).contains(HeldBecause.RESTRICTION);
    assertThat(takes(command(Operations.REACT, "3", Optional.empty()), "chat 2")).isTrue();
    assertThat(takes(send("4", Duration.ZERO, Pace.NONE), "chat 4"))
        .isFalse(); // not affected by a restriction
    assertThat(takes(command(Operations.READ, "5", Optional.empty()), "chat 2")).isFalse();
    assertThat(takes(command(Operations.REACT, "6", Optional.empty()), "chat 6")).isFalse();

    commands.restrict(Optional.empty());
    answer(host.nextCall());
    answer(host.nextCall());
    held.awaitHeld(GENERATION, 1);
    held.awaitExplained(id("1"), HeldBecause.PACE);
  }

  @Test
  void saysOfWhatWaitsBehindARestrictedSendUntilWhenThatIs() throws Exception {
    host.connect();
    Instant end = Instant.now().plus(FAR);
    commands.restrict(Optional.of(end));
    assertThat(takes(stopping("1", Duration.ZERO), "chat")).isTrue();
    assertThat(takes(command(Operations.REACT, "2", Optional.empty()), "chat")).isTrue();
    assertThat(takes(command(Operations.REACT, "3", Optional.empty()), "chat")).isTrue();
    assertThat(takes(send("4", Duration.ZERO, Pace.NONE), "chat")).isTrue(); // stops for none
    for (String behind : List.of("2", "3", "4")) {
      assertThat(held.explanation(id(behind))).contains(HeldBecause.ORDER);
      assertThat(held.explainedUntil(id(behind))).contains(end);
    }

    Instant moved = end.plus(FAR);
    commands.restrict(Optional.of(moved));

    for (String one : List.of("1", "2", "3", "4")) {
      held.awaitExplained(id(one), moved);
    }
    assertThat(held.explanation(id("1"))).contains(HeldBecause.RESTRICTION);
    assertThat(held.explanation(id("3"))).contains(HeldBecause.ORDER);
    assertThat(held.explanation(id("4"))).contains(HeldBecause.ORDER);
  }

  @Test
  void saysOfARestrictedSendNothingOfThoseBehindIt() throws Exception {
    host.connect();
    Instant end = Instant.now().plusSeconds(60);
    assertThat(takes(stopping("1", Duration.ofSeconds(30)), "chat")).isTrue();
    assertThat(takes(stopping("2", FAR), "chat")).isTrue();

    commands.restrict(Optional.of(end));

    held.awaitExplained(id("1"), end);
  }

  @Test
  void goesOnByItselfWhenARestrictionIsOver() throws Exception {
    host.connect();
    commands.restrict(Optional.of(Instant.now().plusMillis(300)));
    assertThat(takes(stopping("1", Duration.ZERO), "chat")).isTrue();

    answer(host.nextCall());
    held.awaitHeld(GENERATION, 0);
  }

  @Test
  void endsWhatARestrictionOutlasts() throws Exception {
    host.connect();
    commands.restrict(Optional.of(Instant.now().plus(FAR)));
    Command brief = stopping("brief", Duration.ZERO);
    assertThat(takes(brief.startingBy(brief.acceptedAt().plusMillis(300)), "chat")).isTrue();

    held.awaitHeld(GENERATION, 0);
    assertThat(host.store.outcomeOf(id("brief"))).contains(new Outcome.Failed(FailureCode.EXPIRED));
  }

  @Test
  void beginsNothingThatChangesSomethingWhileTheSubscriptionIsSuspended() throws Exception {
    host.connect();
    assertThat(takes(send("1", FAR, SLOW), "chat 1")).isTrue();
    assertThat(takes(send("2", Duration.ofMillis(200), Pace.NONE), "chat 2")).isTrue();
    commands.suspend(true);

    assertThat(takes(send("3", Duration.ZERO, Pace.NONE), "chat 3")).isTrue();
    assertThat(takes(command(Operations.REACT, "4", Optional.empty()), "chat 3")).isTrue();
    assertThat(takes(command(Operations.READ, "5", Optional.empty()), "chat 3")).isFalse();
    // The last one ends at its deadline; whatever had its turn before would have been called first.
    Command brief = send("brief", Duration.ZERO, Pace.NONE);
    assertThat(takes(brief.startingBy(brief.acceptedAt().plusMillis(500)), "chat 6")).isTrue();
    held.awaitHeld(GENERATION, 4);
    assertThat(host.store.outcomeOf(id("brief"))).contains(new Outcome.Failed(FailureCode.EXPIRED));
    assertThat(host.page.calls).isEmpty();

    commands.suspend(false);
    List<String> names =
        List.of(name(host.answered()), name(host.answered()), name(host.answered()));
    assertThat(names).containsExactlyInAnyOrder("2", "3", "4").containsSubsequence("3", "4");
    held.awaitHeld(GENERATION, 1);
  }

  private Command stopping(String name, Duration wait) {
    Instant turn = Instant.now().plus(wait);
    return command(
        Operations.SEND,
        name,
        Optional.of(new Command.Turn(turn, Pace.NONE, true, Optional.empty())));
  }

  private boolean takes(Command command, String group) throws InterruptedException {
    return takes(commands, command, group);
  }

  /** Acts as the consumer. Returns whether the message was held. */
  private static boolean takes(HeldCommands host, Command command, String group)
      throws InterruptedException {
    Delivery delivery = new Delivery("id", "receipt", group, Json.write(command));
    if (host.goesNow(command, delivery, true)) {
      return false;
    }
    host.hold(command, delivery);
    return true;
  }

  private Command send(String name, Duration wait, Pace pace) {
    return command(
        Operations.SEND, name, Optional.of(new Command.Turn(Instant.now().plus(wait), pace)));
  }

  private Command command(String operation, String name, Optional<Command.Turn> turn) {
    host.store.accept(id(name));
    Instant now = Instant.now();
    return new Command(
        id(name),
        SESSION,
        operation,
        Json.MAPPER.createObjectNode().put("name", name),
        Map.of(),
        now,
        now.plus(Duration.ofDays(1)),
        1,
        turn);
  }

  private static CommandId[] ids(String... names) {
    return List.of(names).stream().map(CommandFixture::id).toArray(CommandId[]::new);
  }
}
