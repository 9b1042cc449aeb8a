package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class GroupOrderTest {
  private static final SessionId SESSION =
      SessionId.of(new CustomerId("customer"), new SessionName("main"));

  private final GroupOrder order = new GroupOrder();
  private final GroupOrder.Place first = order.add(id("1"), false);
  private final GroupOrder.Place second = order.add(id("2"), true);

  private static CommandId id(String name) {
    return CommandId.ofIdempotencyKey(SESSION, name);
  }

  @Test
  void givesTheTurnToTheFirstAtOnce() throws Exception {
    assertThat(first.awaitTurn()).contains(List.of());
  }

  @Test
  void givesTheTurnBehindWhatIsQueuedAndNamesIt() throws Exception {
    first.awaitTurn();
    first.queued();
    assertThat(second.awaitTurn()).contains(List.of(id("1")));
  }

  @Test
  void namesNothingThatHasEnded() throws Exception {
    first.awaitTurn();
    first.ended();
    assertThat(second.awaitTurn()).contains(List.of());
  }

  @Test
  void givesNoTurnBehindWhatWasLeft() throws Exception {
    first.left();
    assertThat(second.awaitTurn()).isEmpty();
    assertThat(second.isAfterLeft()).isTrue();
  }

  @Test
  void leavesNothingThatHasEnded() throws Exception {
    first.ended();
    first.left();
    assertThat(second.awaitTurn()).isPresent();
  }

  @Test
  void forgetsWhatWasQueuedInAPageThatWent() throws Exception {
    first.awaitTurn();
    first.queued();
    second.pageWent();
    // A late report of the lost page does not count.
    first.queued();
    Callable<Optional<List<CommandId>>> waiting = second::awaitTurn;
    FutureTask<Optional<List<CommandId>>> turn = new FutureTask<>(waiting);
    Thread.ofVirtual().start(turn);
    first.awaitTurn();
    first.ended();
    assertThat(turn.get()).contains(List.of());
  }
}
