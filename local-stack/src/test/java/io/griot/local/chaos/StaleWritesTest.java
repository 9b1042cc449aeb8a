package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.SessionId;
import io.griot.local.chaos.Sent.Ending;
import io.griot.local.chaos.TableView.CommandRow;
import io.griot.local.chaos.TableView.SessionRow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StaleWritesTest {
  private static final CommandId ID =
      CommandId.ofIdempotencyKey(new SessionId("a".repeat(26)), "key");

  private final StaleWrites check = new StaleWrites();

  @Test
  void findsACommandThatStartedUnderATokenThatWasReplacedBefore() {
    session(1);
    assertThat(check.command(sent(1), row(0))).isEmpty();
    session(2);
    assertThat(check.command(sent(1), row(0))).isEmpty();
    session(2);
    assertThat(check.command(sent(1), row(1)))
        .singleElement()
        .satisfies(found -> assertThat(found.subject()).isEqualTo(ID.value()));
  }

  @Test
  void findsOneThatIsYoungerThanTheToken() {
    session(3);
    assertThat(check.command(sent(3), row(2))).hasSize(1);
  }

  @Test
  void findsAClaimThatTakesACommandBack() {
    session(2);
    assertThat(check.command(sent(1), row(2))).isEmpty();
    session(2);
    assertThat(check.command(sent(1), row(1))).hasSize(1);
  }

  @Test
  void letsACommandKeepTheTokenThatItStartedUnder() {
    session(1);
    assertThat(check.command(sent(1), row(1))).isEmpty();
    session(2);
    assertThat(check.command(sent(1), row(1))).isEmpty();
  }

  @Test
  void letsAStartPassThatMayHaveBeenBeforeTheTakeover() {
    session(1);
    assertThat(check.command(sent(1), row(0))).isEmpty();
    session(2);
    assertThat(check.command(sent(1), row(1))).isEmpty();
  }

  @Test
  void findsAnObservationUnderAStaleToken() {
    session(2);
    assertThat(check.observations(Map.of(0, 2L))).isEmpty();
    session(2);
    assertThat(check.observations(Map.of(0, 1L))).hasSize(1);
  }

  @Test
  void letsAnObservationStayUntilItsNextOwnerWrites() {
    session(1);
    assertThat(check.observations(Map.of(0, 1L))).isEmpty();
    session(2);
    assertThat(check.observations(Map.of(0, 1L))).isEmpty();
    session(2);
    assertThat(check.observations(Map.of(0, 2L))).isEmpty();
  }

  @Test
  void findsATokenThatFallsAndACheckpointThatGoesBack() {
    assertThat(check.sessions(List.of(new SessionRow(0, "h1", 2, "profiles/x/02-01")))).isEmpty();
    assertThat(check.sessions(List.of(new SessionRow(0, "h1", 1, "profiles/x/02-01")))).hasSize(1);
    assertThat(check.sessions(List.of(new SessionRow(0, "h1", 2, "profiles/x/01-09")))).hasSize(1);
  }

  private void session(long token) {
    assertThat(check.sessions(List.of(new SessionRow(0, "h1", token, "")))).isEmpty();
  }

  private static Sent sent(long tokenBefore) {
    return new Sent(ID, 0, 0, 1, "c1", tokenBefore, 1, 1, Ending.OPEN, "");
  }

  private static CommandRow row(long token) {
    return new CommandRow(
        ID, token == 0 ? CommandStatus.ACCEPTED : CommandStatus.STARTED, 1, token, "");
  }
}
