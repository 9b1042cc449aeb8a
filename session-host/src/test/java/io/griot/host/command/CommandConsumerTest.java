package io.griot.host.command;

import static io.griot.host.command.CommandFixture.answer;
import static io.griot.host.command.CommandFixture.id;
import static io.griot.host.command.CommandFixture.name;
import static io.griot.host.command.ConsumerFixture.AFTER_FAILURE;
import static io.griot.host.command.ConsumerFixture.LATER;
import static io.griot.host.command.ConsumerFixture.NOW;
import static io.griot.host.command.ConsumerFixture.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.host.bridge.FakePage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
final class CommandConsumerTest {
  @RegisterExtension final ConsumerFixture it = new ConsumerFixture();
  private final CommandFixture host = it.host;

  @Test
  void runsOneGroupInOrderAndDeletesItsMessages() throws Exception {
    it.sent(NOW, "1", "chat");
    it.sent(NOW, "2", "chat");
    it.start();
    FakePage.Call first = host.nextCall();
    assertThat(name(first)).isEqualTo("1");
    assertThat(host.page.calls).isEmpty();
    answer(first);
    assertThat(it.worked()).isEqualTo("2");
    it.queue.awaitDeleted(id("1").value());
    it.queue.awaitDeleted(id("2").value());
  }

  @Test
  void runsOtherGroupsWhileOneIsAtWork() throws Exception {
    it.sent(NOW, "slow", "chat a");
    it.sent(NOW, "quick", "chat b");
    it.start();
    FakePage.Call one = host.nextCall();
    FakePage.Call other = host.nextCall();
    assertThat(List.of(name(one), name(other))).containsExactlyInAnyOrder("slow", "quick");
    answer(one);
    answer(other);
  }

  @Test
  void readsOnAsLongAsThereAreMessagesOfAGroup() throws Exception {
    for (int i = 0; i < 3 * CommandConsumer.MAX_HELD; i++) {
      it.sent(NOW, "" + i, "chat");
    }
    it.start();
    for (int i = 0; i < 3 * CommandConsumer.MAX_HELD; i++) {
      assertThat(it.worked()).isEqualTo("" + i);
    }
  }

  @Test
  void leavesWhatWaitsWithTheRestOfItsGroupToTheNextHost() throws Exception {
    it.sent(LATER, "waiting", "chat");
    it.sent(NOW, "behind", "chat");
    it.sent(NOW, "last", "chat");
    it.sent(NOW, "other", "other");
    it.start();
    assertThat(it.worked()).isEqualTo("other");
    assertThat(it.stop()).isTrue();
    assertThat(it.queue.shownIds()).isEqualTo(ids("waiting", "behind", "last"));
    assertThat(it.queue.visibleIds()).isEqualTo(ids("waiting", "behind", "last"));
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void showsInOrderWhatIsInterruptedAndWhatComesAfterIt() throws Exception {
    it.sent(NOW, "stuck", "chat");
    it.sent(NOW, "behind", "chat");
    it.sent(NOW, "last", "chat");
    it.start();
    host.nextCall();
    assertThat(it.stop(Duration.ZERO)).isFalse();
    assertThat(it.queue.shownIds()).isEqualTo(ids("stuck", "behind", "last"));
    assertThat(it.failures).isEmpty();
  }

  @Test
  void doesNotBeginWhatComesAfterACommandThatEndsWhileItStops() throws Exception {
    it.sent(NOW, "last", "chat");
    it.sent(NOW, "behind", "chat");
    it.start();
    FakePage.Call last = host.nextCall();
    Thread stopping = Thread.ofVirtual().start(() -> answerWhenStopped(last));
    assertThat(it.stop()).isTrue();
    stopping.join();
    assertThat(it.queue.deletedIds()).containsExactlyElementsOf(ids("last"));
    assertThat(it.queue.visibleIds()).isEqualTo(ids("behind"));
  }

  private void answerWhenStopped(FakePage.Call call) {
    while (!it.consumer.isStopped()) {
      Thread.onSpinWait();
    }
    answer(call);
  }

  @Test
  void deletesWhatIsNoCommand() throws Exception {
    it.queue.sendText("nonsense", "nonsense", "chat");
    it.sent(NOW, "next", "chat");
    it.start();
    assertThat(it.worked()).isEqualTo("next");
    it.queue.awaitDeleted("nonsense");
  }

  @Test
  void holdsNoMoreThanItsLimitAndShowsAllOfItAtTheEnd() throws Exception {
    int many = 3 * CommandConsumer.MAX_HELD;
    for (int i = 0; i < many; i++) {
      it.sent(LATER, "waiting " + i, "chat " + i);
    }
    it.start();
    int full = CommandConsumer.MAX_HELD / SessionQueue.BATCH;
    it.queue.awaitReceives(full);
    assertThat(it.stop()).isTrue();
    assertThat(it.queue.receives()).isEqualTo(full);
    assertThat(it.queue.visibleIds()).hasSize(many);
    assertThat(it.queue.shownIds()).hasSize(full * SessionQueue.BATCH);
  }

  @Test
  void runsACommandOnceThatIsDeliveredAgainWhileItRuns() throws Exception {
    it.sent(NOW, "1", "chat");
    it.start();
    FakePage.Call call = host.nextCall();
    int receives = it.queue.receives();
    it.queue.timeOut(id("1").value());
    it.queue.awaitReceives(receives + 2);
    answer(call);
    it.queue.awaitDeleted(id("1").value());
    assertThat(host.page.calls).isEmpty();
  }

  @Test
  void letsNothingPassACommandThatIsDeliveredAgainWhileItRuns() throws Exception {
    it.sent(NOW, "1", "chat");
    it.start();
    FakePage.Call call = host.nextCall();
    it.sent(NOW, "2", "chat");
    it.queue.timeOut(id("1").value());
    it.queue.awaitExtended(id("2").value(), AFTER_FAILURE);
    assertThat(host.page.calls).isEmpty();
    answer(call);
    it.queue.awaitDeleted(id("1").value());
    it.queue.timeOut(id("2").value());
    assertThat(it.worked()).isEqualTo("2");
  }
}
