package io.griot.functions.fairuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.session.MovableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandBacklogTest {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final Generation MAIN = session("m");
  private static final Generation OTHER = session("o");

  private final MovableClock clock = new MovableClock();
  private final Map<Generation, Integer> waiting = new HashMap<>();
  private int looks;
  private boolean fails;
  private final CommandBacklog backlog =
      new CommandBacklog(
          new BacklogStore() {
            @Override
            public int count(Generation session, int atMost) {
              looks++;
              if (fails) {
                throw new IllegalStateException("the store fails");
              }
              return Math.min(atMost, waiting.getOrDefault(session, 0));
            }

            @Override
            public List<Generation> sessions(CustomerId customer) {
              return List.of(MAIN, OTHER);
            }
          },
          customer ->
              Limits.STANDARD.with(Map.of("sessionWaitingCommands", 5L, "waitingCommands", 8L)),
          clock);

  private static Generation session(String letter) {
    return new Generation(new SessionId(letter.repeat(26)), Instant.EPOCH);
  }

  @Test
  void refusesWhatIsMoreThanASessionMayHave() {
    waiting.put(MAIN, 5);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> backlog.require(AWA, MAIN))
        .satisfies(failure -> {
          assertThat(failure.code()).isEqualTo(FailureCode.TOO_MANY_COMMANDS_WAITING);
          assertThat(failure.error())
              .isEqualTo("too_many_commands_waiting: at most 5 of a session");
          assertThat(failure.retryAfter()).isPresent();
        });
    assertThatCode(() -> backlog.require(AWA, OTHER)).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatIsMoreThanACustomerMayHave() {
    waiting.put(MAIN, 4);
    waiting.put(OTHER, 4);

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> backlog.require(AWA, MAIN))
        .extracting(ApiFailure::error)
        .isEqualTo("too_many_commands_waiting: at most 8 of a customer");
  }

  @Test
  void addsWhatItAcceptedSinceItLooked() {
    waiting.put(MAIN, 3);
    backlog.require(AWA, MAIN);
    backlog.added(AWA, MAIN);
    backlog.require(AWA, MAIN);
    backlog.added(AWA, MAIN);

    assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> backlog.require(AWA, MAIN));
    assertThat(looks).as("one of the session, one of each of the customer's").isEqualTo(3);
  }

  @Test
  void looksAgainAfterAWhile() {
    waiting.put(MAIN, 5);
    assertThatExceptionOfType(ApiFailure.class).isThrownBy(() -> backlog.require(AWA, MAIN));
    waiting.put(MAIN, 0);

    clock.advance(CommandBacklog.BELIEVED);
    assertThatCode(() -> backlog.require(AWA, MAIN)).doesNotThrowAnyException();
  }

  @Test
  void refusesNothingThatItCannotCount() {
    waiting.put(MAIN, 5);
    fails = true;

    assertThatCode(() -> backlog.require(AWA, MAIN)).doesNotThrowAnyException();
  }
}
