package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TakeoversTest {
  private static final long SECOND = 1_000_000_000;

  private final Takeovers takeovers = new Takeovers();

  @Test
  void aPageBesideAnotherIsFound() {
    assertThat(takeovers.look(2, 0, SECOND)).isEmpty();
    assertThat(takeovers.look(2, 1, 2 * SECOND))
        .singleElement()
        .satisfies(found -> assertThat(found.toString()).contains("session 3", "1 times so far"));
    assertThat(takeovers.look(2, 1, 3 * SECOND)).isEmpty();
  }

  @Test
  void theOneOfAHostThatIsStoppedOrJustWentOnIsExpected() {
    takeovers.stopped();
    assertThat(takeovers.look(0, 1, SECOND)).isEmpty();
    takeovers.goesOn(2 * SECOND);
    assertThat(takeovers.look(0, 2, 11 * SECOND)).isEmpty();

    assertThat(takeovers.look(0, 3, 13 * SECOND)).hasSize(1);
  }

  @Test
  void aDeviceThatIsUnlinkedTakesItsCountWithIt() {
    takeovers.stopped();
    takeovers.look(0, 3, SECOND);
    takeovers.goesOn(2 * SECOND);

    assertThat(takeovers.look(0, 0, 60 * SECOND)).isEmpty();
    assertThat(takeovers.look(0, 1, 61 * SECOND)).hasSize(1);
  }
}
