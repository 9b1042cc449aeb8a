package io.griot.host.command;

import static io.griot.host.command.CommandFixture.SESSION;
import static io.griot.host.command.CommandFixture.SOON;
import static io.griot.host.command.CommandFixture.id;
import static io.griot.host.command.ConsumerFixture.AFTER_FAILURE;
import static io.griot.host.command.ConsumerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Generation;
import io.griot.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer keeps capacity for commands that need no page: others are held elsewhere. */
@Timeout(300)
final class ConsumerHoldingTest {
  @RegisterExtension final ConsumerFixture it = new ConsumerFixture();
  private final CommandFixture host = it.host;

  @Test
  void deletesWhatIsHeldElsewhereAndRunsTheRestOfItsGroup() throws Exception {
    it.holding.waits = id("1");
    it.sent(NOW, "1", "chat");
    it.sent(NOW, "2", "chat");
    it.start();
    assertThat(it.worked()).isEqualTo("2");
    it.queue.awaitDeleted(id("1").value());
    assertThat(it.holding.held).containsExactly(id("1"));
  }

  /** A consumer and its holder of messages. */
  private final class WithHeld {
    private static final Generation GENERATION = new Generation(SESSION, Instant.EPOCH);

    final FakeHeldStore store = new FakeHeldStore();
    private final HeldCommands held =
        new HeldCommands(
            GENERATION,
            store,
            new HeldRunner(GENERATION, store, host.reader, host.runner(), host.check),
            host.gate,
            Operations::byId,
            () -> Instant.EPOCH,
            it.failures::add);
    private final CommandConsumer both = it.another(held, it.failures::add);

    void start() {
      held.start();
      both.start();
    }

    void awaitHeld(int count) throws InterruptedException {
      store.awaitHeld(GENERATION, count);
    }

    void stop() throws InterruptedException {
      host.gate.close();
      assertThat(both.stop(SOON)).isTrue();
      assertThat(held.stop(SOON)).isTrue();
    }
  }

  @Test
  void hasRoomForWhatNeedsNoPageHoweverMuchIsAtWorkInIt() throws Exception {
    host.connect();
    int many = 2 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      it.sent(Operations.READ, "" + i, "read " + i);
    }
    it.sent(Operations.SCREENSHOT, "picture", "picture");
    WithHeld holder = new WithHeld();
    holder.start();
    it.queue.awaitDeleted(id("picture").value());
    for (int i = 0; i < many; i++) {
      it.worked();
    }
    holder.awaitHeld(0);
    holder.stop();
  }

  @Test
  void hasRoomForWhatNeedsNoPageHoweverMuchWaitsForOne() throws Exception {
    host.gate.unset();
    int many = 2 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      it.sent(i % 2 == 0 ? Operations.READ : Operations.REACT, "" + i, "chat " + i);
    }
    it.sent(Operations.SCREENSHOT, "picture", "picture");
    WithHeld holder = new WithHeld();
    holder.start();
    it.queue.awaitDeleted(id("picture").value());
    assertThat(host.store.outcomeOf(id("picture")))
        .contains(new Outcome.Succeeded(Operations.NO_PAGE, Duration.ZERO));
    holder.awaitHeld(many);
    host.connect();
    for (int i = 0; i < many; i++) {
      it.worked();
    }
    holder.awaitHeld(0);
    holder.stop();
  }

  @Test
  void leavesWhatCouldNotBeHeld() throws Exception {
    it.holding.waits = id("1");
    it.holding.fails = true;
    it.sent(NOW, "1", "chat");
    it.start();
    it.queue.awaitExtended(id("1").value(), AFTER_FAILURE);
    assertThat(host.page.calls).isEmpty();
  }
}
