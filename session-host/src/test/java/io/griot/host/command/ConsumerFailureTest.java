package io.griot.host.command;

import static io.griot.host.command.CommandFixture.SOON;
import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.id;
import static io.griot.host.command.CommandFixture.name;
import static io.griot.host.command.ConsumerFixture.AFTER_FAILURE;
import static io.griot.host.command.ConsumerFixture.LATER;
import static io.griot.host.command.ConsumerFixture.NOW;
import static io.griot.host.command.ConsumerFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.host.bridge.FakePage;
import io.griot.host.command.FakeCommandStateStore.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tests a consumer whose lease, queue, store or command fails. */
@Timeout(300)
final class ConsumerFailureTest {
  @RegisterExtension final ConsumerFixture it = new ConsumerFixture();
  private final CommandFixture host = it.host;

  @Test
  void takesNothingWhileItsLeaseIsNotHeld() throws Exception {
    it.heartbeatHolds = false;
    it.sent(NOW, "1", "chat");
    it.start();
    it.askedOften.await();
    assertThat(it.queue.receives()).isZero();
    it.heartbeatHolds = true;
    assertThat(it.worked()).isEqualTo("1");
  }

  @Test
  void saysNothingToTheQueueOnceItsLeaseIsLost() throws Exception {
    it.sent(NOW, "under way", "chat");
    it.sent(NOW, "behind", "chat");
    it.sent(LATER, "waiting", "other");
    it.start();
    FakePage.Call call = host.nextCall();
    host.lease.revoke();
    answer(call);
    assertThat(it.stop()).isTrue();
    assertThat(it.queue.writes()).isZero();
    assertThat(host.page.calls).isEmpty();
    assertThat(host.store.outcomeOf(id("under way"))).isEmpty();
  }

  @Test
  void holdsNothingForEverThatItTookBeforeItsHeartbeatPaused() throws Exception {
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      it.sent(NOW, "early " + i, "chat " + i);
    }
    it.start();
    List<FakePage.Call> calls = new ArrayList<>();
    int full = CommandConsumer.MAX_HELD / SessionQueue.BATCH * SessionQueue.BATCH;
    for (int i = 0; i < full; i++) {
      calls.add(host.nextCall());
    }
    it.heartbeatHolds = false;
    calls.forEach(CommandFixture::answer);
    it.consumer.awaitIdle();
    assertThat(it.queue.writes()).isZero();
    it.heartbeatHolds = true;
    calls.forEach(call -> it.queue.timeOut(id(name(call)).value()));
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      assertThat(it.worked()).startsWith("early");
    }
  }

  @Test
  void forgetsWhatItReceivedAsItsHeartbeatPaused() throws Exception {
    int rounds = 2 * CommandConsumer.MAX_HELD / SessionQueue.BATCH;
    for (int i = 0; i < rounds * SessionQueue.BATCH; i++) {
      it.sent(NOW, "" + i, "chat " + i);
    }
    it.holdsForCommands = false;
    it.start();
    it.queue.awaitReceives(rounds + 1);
    it.consumer.awaitIdle();
    assertThat(it.queue.writes()).isZero();
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void endsTheSessionWhenItsQueueIsGone() throws Exception {
    it.queue.receivesMeet(new QueueGoneException("main.fifo", SdkClientException.create("gone")));
    it.start();
    assertThat(it.nextFailure())
        .isInstanceOf(QueueGoneException.class)
        .hasMessageContaining("main.fifo does not exist");
    assertThat(it.stop()).isTrue();
    assertThat(it.queue.receives()).isEqualTo(1);
  }

  @Test
  void goesOnAfterAReceiveThatFailed() throws Exception {
    it.queue.receivesMeet(SdkClientException.create("refused"));
    it.sent(NOW, "1", "chat");
    it.start();
    assertThat(it.worked()).isEqualTo("1");
  }

  @Test
  void leavesACommandThatCannotBeClaimedWithTheRestOfItsGroup() throws Exception {
    host.store.startsMeet(Trouble.FAILS);
    it.sent(NOW, "1", "chat");
    it.sent(NOW, "2", "chat");
    it.start();
    it.queue.awaitExtended(id("2").value(), AFTER_FAILURE);
    it.queue.timeOut(id("1").value());
    it.queue.timeOut(id("2").value());
    assertThat(it.worked()).isEqualTo("1");
    assertThat(it.worked()).isEqualTo("2");
  }

  @Test
  void leavesACommandWhoseOutcomeCannotBeStoredAndDoesNotRunItTwice() throws Exception {
    host.store.finishesMeet(Trouble.FAILS);
    it.sent(NOW, "1", "chat");
    it.start();
    assertThat(it.worked()).isEqualTo("1");
    it.queue.awaitExtended(id("1").value(), AFTER_FAILURE);
    it.queue.timeOut(id("1").value());
    it.queue.awaitDeleted(id("1").value());
    assertThat(host.page.calls).isEmpty();
    assertThat(host.store.outcomeOf(id("1"))).isPresent();
  }

  @Test
  void hasRoomAgainAfterCommandsThatCouldNotBeClaimed() throws Exception {
    host.operations =
        id -> {
          throw SdkClientException.create("refused");
        };
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      it.sent(NOW, "" + i, "chat " + i);
    }
    it.start();
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      it.queue.awaitExtended(id("" + i).value(), AFTER_FAILURE);
    }
    it.consumer.awaitIdle();
    host.operations = Operations::byId;
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      it.queue.timeOut(id("" + i).value());
    }
    for (int i = 0; i < CommandConsumer.MAX_HELD; i++) {
      it.worked();
    }
  }

  @Test
  void endsTheSessionWhenACommandsThreadFails() throws Exception {
    IllegalStateException bug = new IllegalStateException("a bug");
    host.operations =
        id -> {
          throw bug;
        };
    it.sent(NOW, "1", "chat");
    it.sent(NOW, "2", "chat");
    it.start();
    assertThat(it.nextFailure()).isSameAs(bug);
    assertThat(it.stop()).isTrue();
    assertThat(it.queue.shownIds()).isEqualTo(ids("1", "2"));
  }

  @Test
  void stopsAlsoFromTheThreadThatFailed() throws Exception {
    BlockingQueue<Boolean> ends = new LinkedBlockingQueue<>();
    CommandConsumer[] itself = new CommandConsumer[1];
    itself[0] = it.another(Holding.NONE, failure -> ends.add(stopped(itself[0])));
    it.queue.receivesMeet(new QueueGoneException("main.fifo", SdkClientException.create("gone")));
    itself[0].start();
    assertThat(ends.poll(60, TimeUnit.SECONDS)).isTrue();
  }

  private static boolean stopped(CommandConsumer consumer) {
    try {
      return consumer.stop(SOON);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void stopsWhateverTheQueueDoes() throws Exception {
    it.sent(LATER, "1", "chat");
    it.start();
    it.queue.awaitReceives(1);
    it.queue.writesFail = true;
    assertThat(it.stop()).isTrue();
    assertThat(it.failures).isEmpty();
  }
}
