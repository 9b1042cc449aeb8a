package io.griot.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.NewerFormException;
import io.griot.contract.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ItemTest {
  private static final Item ITEM =
      new Item(
          Map.of(
              "id", Item.ofText("one"),
              "wanted", Item.ofText("HIBERNATING"),
              "token", Item.ofNumber(7),
              "at", Item.ofInstant(Instant.ofEpochMilli(1_234)),
              "drain", Item.ofFlag(true),
              "events", Item.ofTexts(List.of("b", "a", "b")),
              "proofs", AttributeValue.fromM(Map.of("s", Item.ofNumber(5)))));

  @Test
  void readsEachTypeAsItWasStored() {
    assertThat(ITEM.text("id")).isEqualTo("one");
    assertThat(ITEM.requiredCount("token")).isEqualTo(7);
    assertThat(ITEM.requiredInstant("at")).isEqualTo(Instant.ofEpochMilli(1_234));
    assertThat(ITEM.flag("drain")).isTrue();
    assertThat(ITEM.texts("events")).containsExactlyInAnyOrder("a", "b");
    assertThat(ITEM.instants("proofs")).containsOnly(Map.entry("s", Instant.ofEpochMilli(5)));
    assertThat(ITEM.counts("proofs")).containsOnly(Map.entry("s", 5L));
  }

  @Test
  void readsWhatIsAbsentOrOfAnotherTypeAsNothing() {
    assertThat(ITEM.optionalText("token")).isEmpty();
    assertThat(ITEM.optionalCount("id")).isEmpty();
    assertThat(ITEM.count("absent")).isZero();
    assertThat(ITEM.flag("absent")).isFalse();
    assertThat(ITEM.texts("absent")).isEmpty();
    assertThat(ITEM.instants("absent")).isEmpty();
    assertThat(ITEM.counts("absent")).isEmpty();
  }

  @Test
  void namesTheAttributeThatItLacks() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ITEM.text("token"))
        .withMessageContaining("token");
    assertThatIllegalStateException()
        .isThrownBy(() -> ITEM.requiredCount("id"))
        .withMessageContaining("id");
    assertThatIllegalStateException()
        .isThrownBy(() -> ITEM.requiredInstant("gone"))
        .withMessageContaining("gone");
  }

  @Test
  void tellsAWordOfANewerVersionFromNone() {
    assertThat(ITEM.word(Wanted.values(), "wanted")).isEmpty();
    assertThatThrownBy(() -> ITEM.requiredWord("session one", Wanted.values(), "wanted"))
        .isInstanceOf(NewerFormException.class)
        .hasMessageContaining("HIBERNATING");
  }

  @Test
  void leavesOutOfAScanWhatItCannotRead() {
    assertThat(ITEM.readable("id", item -> item.text("id"))).contains("one");
    assertThat(ITEM.readable("id", item -> item.text("gone"))).isEmpty();
  }
}
