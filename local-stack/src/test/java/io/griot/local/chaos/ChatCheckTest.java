package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CommandId;
import io.griot.contract.CommandStatus;
import io.griot.contract.SessionId;
import io.griot.local.chaos.Sent.Ending;
import io.griot.local.chaos.TableView.CommandRow;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChatCheckTest {
  private static final SessionId SESSION = new SessionId("a".repeat(26));

  @Test
  void findsNothingWhereEachIsOnceAndInOrder() {
    List<Sent> sent = List.of(succeeded(1), succeeded(2), unknown(3), failed(4), succeeded(5));
    assertThat(ChatCheck.soFar(sent, List.of("c1", "c2", "c3", "c5"))).isEmpty();
    assertThat(ChatCheck.atEnd(sent, List.of("c1", "c2", "c3", "c5"))).isEmpty();
    assertThat(ChatCheck.atEnd(sent, List.of("c1", "c2", "c5"))).isEmpty();
  }

  @Test
  void findsWhatIsOnThePhoneTwice() {
    assertThat(ChatCheck.soFar(List.of(succeeded(1)), List.of("c1", "c1")))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.promise()).isEqualTo(ChatCheck.ONCE);
          assertThat(found.subject()).isEqualTo(id(1).value());
        });
  }

  @Test
  void findsAnUnknownOneThatIsThereTwice() {
    assertThat(ChatCheck.soFar(List.of(unknown(1)), List.of("c1", "c1"))).hasSize(1);
  }

  @Test
  void findsAFailedOneThatIsThere() {
    assertThat(ChatCheck.soFar(List.of(failed(1)), List.of("c1")))
        .singleElement()
        .satisfies(found -> assertThat(found.what()).contains("EXPIRED"));
  }

  @Test
  void findsAnotherOrder() {
    List<Sent> sent = List.of(succeeded(1), succeeded(2), succeeded(3));
    assertThat(ChatCheck.soFar(sent, List.of("c1", "c3", "c2")))
        .singleElement()
        .satisfies(found -> assertThat(found.promise()).isEqualTo(ChatCheck.ORDER));
  }

  @Test
  void comparesNoOrderWithWhatWasTriedAgainOrIsUnknown() {
    List<Sent> sent =
        List.of(succeeded(1).ended(2, Ending.SUCCEEDED, ""), unknown(2), succeeded(3));
    assertThat(ChatCheck.soFar(sent, List.of("c3", "c2", "c1"))).isEmpty();
  }

  @Test
  void findsASuccessThatNobodyGot() {
    assertThat(ChatCheck.atEnd(List.of(succeeded(1)), List.of())).hasSize(1);
  }

  @Test
  void findsWhatHasNotEnded() {
    assertThat(ChatCheck.atEnd(List.of(open(1).accepted(5)), List.of()))
        .singleElement()
        .satisfies(found -> assertThat(found.what()).contains("not ended"));
  }

  @Test
  void findsAnEndThatWasNone() {
    Sent ended = succeeded(1);
    assertThat(FinalEnds.check(ended, row(1, CommandStatus.SUCCEEDED))).isEmpty();
    assertThat(FinalEnds.check(ended, row(1, CommandStatus.STARTED))).isPresent();
    assertThat(FinalEnds.check(failed(1), row(2, CommandStatus.ACCEPTED))).isEmpty();
  }

  private static CommandRow row(int attempt, CommandStatus status) {
    return new CommandRow(id(1), status, attempt, 1, "");
  }

  @Test
  void knowsWhenTooManyAreUnknown() {
    List<Sent> many = IntStream.range(0, 300).mapToObj(ChatCheckTest::succeeded).toList();
    List<Sent> few = new ArrayList<>(many);
    few.add(unknown(301));
    few.add(unknown(302));
    assertThat(UnknownShare.check(few)).isEmpty();
    few.add(unknown(303));
    few.add(unknown(304));
    assertThat(UnknownShare.check(few)).isPresent();
  }

  private static Sent open(int number) {
    return new Sent(id(number), 0, 0, number, "c" + number, 0, 0, 1, Ending.OPEN, "");
  }

  private static CommandId id(int number) {
    return CommandId.ofIdempotencyKey(SESSION, "c" + number);
  }

  private static Sent succeeded(int number) {
    return open(number).accepted(1).ended(1, Ending.SUCCEEDED, "");
  }

  private static Sent unknown(int number) {
    return open(number).accepted(1).ended(1, Ending.UNKNOWN, "OUTCOME_UNKNOWN");
  }

  private static Sent failed(int number) {
    return open(number).accepted(1).ended(1, Ending.FAILED, "EXPIRED");
  }
}
