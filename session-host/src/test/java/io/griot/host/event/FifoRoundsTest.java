package io.griot.host.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FifoRoundsTest {
  @Test
  void hasOneMessageOfAGroupInARoundAndKeepsTheGroupsOrder() {
    List<String> messages = List.of("a1", "a2", "b1", "c1", "a3", "b2");

    assertThat(FifoRounds.of(messages, message -> message.substring(0, 1)))
        .containsExactly(List.of("a1", "b1", "c1"), List.of("a2", "b2"), List.of("a3"));
  }

  @Test
  void hasNoRoundForNothing() {
    assertThat(FifoRounds.of(List.<String>of(), message -> message)).isEmpty();
  }
}
