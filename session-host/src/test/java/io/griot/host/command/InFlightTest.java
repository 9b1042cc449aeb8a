package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(300)
final class InFlightTest {
  private static final Duration VISIBILITY = Duration.ofMillis(30);

  private final MemoryQueue queue = new MemoryQueue(false);
  private final BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
  private volatile boolean leaseHeld = true;
  private final InFlight inFlight =
      new InFlight(queue, VISIBILITY, "test", () -> leaseHeld, () -> {}, failures::add);

  private List<Delivery> received(String... ids) {
    for (String id : ids) {
      queue.sendText("text", id, "chat");
    }
    List<Delivery> deliveries = queue.receive(Duration.ZERO);
    inFlight.hold(deliveries);
    return deliveries;
  }

  @Test
  void keepsWhatIsHeldInvisible() throws Exception {
    received("1", "2");
    inFlight.start();
    queue.awaitExtended("1", VISIBILITY);
    queue.awaitExtended("2", VISIBILITY);
    inFlight.stop();
  }

  @Test
  void goesOnAfterARequestThatFailed() throws Exception {
    received("1");
    queue.writesFail = true;
    inFlight.start();
    queue.awaitWrites(2);
    queue.writesFail = false;
    queue.awaitExtended("1", VISIBILITY);
    inFlight.stop();
    assertThat(failures).isEmpty();
  }

  @Test
  void deletesWhatIsDoneAndShowsTheRestInOrderAtTheEnd() throws Exception {
    List<Delivery> all = received("1", "2", "3", "4");
    inFlight.delete(all.get(0));
    inFlight.stop();
    assertThat(queue.deletedIds()).containsExactly("1");
    assertThat(queue.shownIds()).containsExactly("2", "3", "4");
  }

  @Test
  void writesNothingWhileTheLeaseIsNotHeld() throws Exception {
    List<Delivery> all = received("1", "2", "3");
    leaseHeld = false;
    inFlight.start();
    inFlight.delete(all.get(0));
    inFlight.later(all.subList(1, 2), VISIBILITY);
    inFlight.stop();
    assertThat(queue.writes()).isZero();
  }

  @Test
  void failsAloudWhenTheQueueIsGone() throws Exception {
    received("1");
    queue.writesMeet(new QueueGoneException("main.fifo", SdkClientException.create("gone")));
    inFlight.start();
    assertThat(failures.poll(60, TimeUnit.SECONDS)).isInstanceOf(QueueGoneException.class);
  }
}
