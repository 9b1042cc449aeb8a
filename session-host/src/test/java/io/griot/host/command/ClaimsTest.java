package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.host.command.Claims.Claim;
import io.griot.host.command.CommandStateStore.Found;
import io.griot.host.command.CommandStateStore.Started;
import io.griot.host.command.FakeCommandStateStore.Trouble;
import io.griot.host.lease.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkException;

@Timeout(300)
final class ClaimsTest {
  private static final long TOKEN = 7;
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  private final FakeCommandStateStore store = new FakeCommandStateStore();
  private final List<Duration> pauses = new ArrayList<>();
  private volatile boolean heartbeatHolds = true;
  private final Lease lease = new Lease(SESSION, "host-a", TOKEN, nanos -> heartbeatHolds);
  private final Claims claims = new Claims(store, lease, () -> 0, new Random(1), pauses::add);

  @BeforeEach
  void giveTheSession() {
    store.giveSession(lease);
  }

  private static Command command(String name) {
    return command(name, 1);
  }

  private static Command command(String name, int attempt) {
    return new Command(
        CommandId.ofIdempotencyKey(SESSION, name),
        SESSION,
        "send",
        Json.MAPPER.createObjectNode(),
        Instant.EPOCH,
        Instant.MAX,
        attempt);
  }

  private Command accepted(String name) {
    Command command = command(name);
    store.accept(command.id());
    return command;
  }

  /** Makes transactions wait before they begin, until they are let go. */
  private HeldStarts holdStarts() {
    HeldStarts starts = new HeldStarts(new CountDownLatch(1), new Semaphore(0));
    store.beforeStart =
        () -> {
          starts.underWay().countDown();
          starts.goOn().acquireUninterruptibly();
        };
    return starts;
  }

  private record HeldStarts(CountDownLatch underWay, Semaphore goOn) {
    void awaitOne() throws InterruptedException {
      underWay.await();
    }

    void letGo(int transactions) {
      goOn.release(transactions);
    }
  }

  private void awaitWaiting(int claimants) {
    while (claims.waiting() < claimants) {
      Thread.onSpinWait();
    }
  }

  private FutureTask<Claim> claiming(Command command) {
    Callable<Claim> claim = () -> claims.claim(command);
    FutureTask<Claim> task = new FutureTask<>(claim);
    Thread.ofVirtual().start(task);
    return task;
  }

  private static Started fresh(Claim claim) {
    if (claim instanceof Claim.Fresh(Started started, boolean _)) {
      return started;
    }
    throw new AssertionError("not fresh: " + claim);
  }

  private static Started again(Claim claim) {
    if (claim instanceof Claim.Again(Started started)) {
      return started;
    }
    throw new AssertionError("not again: " + claim);
  }

  @Test
  void startsAnAcceptedCommandUnderItsTokenAndANonce() throws Exception {
    Command command = accepted("one");
    Started started = fresh(claims.claim(command));
    assertThat(store.found(command.id()))
        .contains(FakeCommandStateStore.item(CommandStatus.STARTED, 1, TOKEN, started.nonce(), 1));
    assertThat(fresh(claims.claim(accepted("two"))).nonce()).isNotEqualTo(started.nonce());
  }

  @Test
  void putsClaimsThatArriveTogetherIntoOneTransaction() throws Exception {
    HeldStarts starts = holdStarts();
    List<FutureTask<Claim>> tasks = new ArrayList<>();
    tasks.add(claiming(accepted("first")));
    starts.awaitOne();
    for (int i = 0; i < 150; i++) {
      tasks.add(claiming(accepted("later " + i)));
    }
    awaitWaiting(151);
    starts.letGo(3);
    for (FutureTask<Claim> task : tasks) {
      assertThat(fresh(task.get(60, TimeUnit.SECONDS)).token()).isEqualTo(TOKEN);
    }
    assertThat(store.transactions()).containsExactly(1, CommandStateStore.MAX_STARTED_AT_ONCE, 51);
    assertThat(claims.waiting()).isZero();
  }

  @Test
  void startsTheOthersWhenOneOfThemDiffers() throws Exception {
    HeldStarts starts = holdStarts();
    FutureTask<Claim> first = claiming(accepted("first"));
    starts.awaitOne();
    FutureTask<Claim> unknown = claiming(command("unknown"));
    FutureTask<Claim> good = claiming(accepted("good"));
    awaitWaiting(3);
    starts.letGo(10);
    assertThat(fresh(first.get())).isNotNull();
    assertThat(unknown.get()).isEqualTo(new Claim.Unknown());
    assertThat(fresh(good.get())).isNotNull();
    assertThat(store.transactions()).containsExactly(1, 2, 1);
  }

  @Test
  void takesItsOwnWriteThatTheSdkRepeatedForASuccess() throws Exception {
    store.startsMeet(Trouble.REPEATED);
    Started started = fresh(claims.claim(accepted("one")));
    assertThat(started.starts()).isEqualTo(1);
  }

  @Test
  void recognisesAClaimWhoseAnswerNeverCame() throws Exception {
    Command command = accepted("one");
    store.startsMeet(Trouble.ANSWER_LOST);
    assertThatThrownBy(() -> claims.claim(command)).isInstanceOf(SdkException.class);
    Started started = fresh(claims.claim(command));
    assertThat(started.starts()).isEqualTo(1);
    assertThat(store.found(command.id()).map(Found::nonce)).contains(started.nonce());
  }

  @Test
  void stillKnowsThatACommandWasInterruptedWhenTheAnswerOfItsClaimNeverCame() throws Exception {
    Command command = command("one");
    store.started(command.id(), TOKEN - 1);
    store.startsMeet(Trouble.BUSY, Trouble.REPEATED);
    assertThat(again(claims.claim(command)).starts()).isEqualTo(2);

    Command other = command("two");
    store.started(other.id(), TOKEN - 1);
    store.beforeStart =
        () -> {
          store.beforeStart = () -> {};
          store.startsMeet(Trouble.REPEATED, Trouble.ANSWER_LOST);
        };
    assertThatThrownBy(() -> claims.claim(other)).isInstanceOf(SdkException.class);
    assertThat(again(claims.claim(other)).starts()).isEqualTo(2);
  }

  @Test
  void knowsThatAnEarlierAttemptMayHaveRun() throws Exception {
    Command command = command("one");
    store.acceptAfterUnknown(command.id());
    assertThat(claims.claim(command))
        .isInstanceOfSatisfying(
            Claim.Fresh.class, fresh -> assertThat(fresh.mayHaveRun()).isTrue());
    assertThat(claims.claim(accepted("two")))
        .isInstanceOfSatisfying(
            Claim.Fresh.class, fresh -> assertThat(fresh.mayHaveRun()).isFalse());
  }

  @Test
  void stillKnowsThatAnEarlierAttemptMayHaveRunWhenTheAnswerOfItsClaimNeverCame() throws Exception {
    Command command = command("one");
    store.acceptAfterUnknown(command.id());
    store.beforeStart =
        () -> {
          store.beforeStart = () -> store.startsMeet(Trouble.ANSWER_LOST);
        };
    assertThatThrownBy(() -> claims.claim(command)).isInstanceOf(SdkException.class);
    store.beforeStart = () -> {};
    assertThat(claims.claim(command))
        .isInstanceOfSatisfying(
            Claim.Fresh.class, fresh -> assertThat(fresh.mayHaveRun()).isTrue());
  }

  @Test
  void startsNothingWhoseLastMomentToStartIsNotWhatItsMessageSays() throws Exception {
    Instant moved = Instant.EPOCH.plusSeconds(9);
    Command command = command("one");
    store.acceptUntil(command.id(), moved);
    assertThat(claims.claim(command)).isEqualTo(new Claim.Moved(moved));
    assertThat(store.found(command.id()).map(Found::status)).contains(CommandStatus.ACCEPTED);
    assertThat(fresh(claims.claim(command.startingBy(moved))).starts()).isEqualTo(1);
  }

  @Test
  void countsHowOftenACommandWasStarted() throws Exception {
    Command command = command("one");
    store.put(command.id(), FakeCommandStateStore.item(CommandStatus.STARTED, 1, 5, "theirs", 3));
    assertThat(again(claims.claim(command)).starts()).isEqualTo(CommandItem.MAX_STARTS + 1);
  }

  @Test
  void cannotClaimWithAStaleToken() throws Exception {
    Command command = accepted("one");
    store.giveSession("host-b", TOKEN + 1);
    assertThat(claims.claim(command)).isEqualTo(new Claim.Fenced());
    assertThat(store.found(command.id()).map(Found::status)).contains(CommandStatus.ACCEPTED);
    assertThat(lease.isHeldAt(0)).isFalse();
  }

  @Test
  void asksForNothingWhileItsLeaseIsNotHeld() throws Exception {
    Command command = accepted("one");
    heartbeatHolds = false;
    assertThat(claims.claim(command)).isEqualTo(new Claim.Fenced());
    assertThat(store.transactions()).isEmpty();
    heartbeatHolds = true;
    assertThat(fresh(claims.claim(command))).isNotNull();
  }

  @Test
  void losesItsLeaseToWhoeverStartedACommandUnderALargerToken() throws Exception {
    Command command = command("one");
    store.started(command.id(), TOKEN + 1);
    assertThat(claims.claim(command)).isEqualTo(new Claim.Fenced());
    assertThat(lease.isHeldAt(0)).isFalse();
  }

  @Test
  void passesOverMessagesThatCountForNothing() throws Exception {
    Command ended = command("ended");
    store.put(ended.id(), FakeCommandStateStore.item(CommandStatus.FAILED, 1, 3, "theirs", 1));
    assertThat(claims.claim(ended)).isEqualTo(new Claim.Ended());
    Command outdated = command("outdated");
    store.accept(outdated.id(), 2);
    assertThat(claims.claim(outdated)).isEqualTo(new Claim.Outdated());
    assertThat(claims.claim(command("unknown"))).isEqualTo(new Claim.Unknown());
    assertThat(fresh(claims.claim(command("outdated", 2)))).isNotNull();
  }

  @Test
  void triesABusyTransactionAgainAFewTimes() throws Exception {
    store.startsMeet(Trouble.BUSY, Trouble.BUSY);
    assertThat(fresh(claims.claim(accepted("one")))).isNotNull();
    assertThat(pauses).containsExactly(Duration.ofMillis(40), Duration.ofMillis(80));

    store.startsMeet(Collections.nCopies(Claims.MAX_BUSY, Trouble.BUSY).toArray(Trouble[]::new));
    Command other = accepted("two");
    assertThatThrownBy(() -> claims.claim(other)).hasMessage("busy");
    assertThat(fresh(claims.claim(other))).isNotNull();
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void tellsAllOfATransactionThatItFailedAndGoesOn() throws Exception {
    HeldStarts starts = holdStarts();
    FutureTask<Claim> first = claiming(accepted("first"));
    starts.awaitOne();
    FutureTask<Claim> second = claiming(accepted("second"));
    FutureTask<Claim> third = claiming(accepted("third"));
    awaitWaiting(3);
    store.startsMeet(Trouble.ANSWER_LOST, Trouble.FAILS);
    starts.letGo(10);
    for (FutureTask<Claim> task : List.of(first, second, third)) {
      assertThatThrownBy(() -> task.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(SdkException.class);
    }
    assertThat(fresh(claims.claim(accepted("fourth")))).isNotNull();
  }

  @Test
  void goesOnWhenAThreadThatWaitsIsInterrupted() throws Exception {
    HeldStarts starts = holdStarts();
    FutureTask<Claim> first = claiming(accepted("first"));
    starts.awaitOne();
    FutureTask<Claim> second = claiming(accepted("second"));
    awaitWaiting(2);
    second.cancel(true);
    while (claims.waiting() > 1) {
      Thread.onSpinWait();
    }
    starts.letGo(10);
    assertThat(fresh(first.get(60, TimeUnit.SECONDS))).isNotNull();
    assertThat(fresh(claims.claim(accepted("third")))).isNotNull();
    assertThat(store.transactions()).containsExactly(1, 1);
  }
}
