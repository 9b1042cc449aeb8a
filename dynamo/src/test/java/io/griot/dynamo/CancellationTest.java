package io.griot.dynamo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

final class CancellationTest {
  private static final String NONE = "None";
  private static final String REFUSED = "ConditionalCheckFailed";
  private static final String CONFLICT = "TransactionConflict";

  private static Cancellation of(String... codes) {
    return new Cancellation(
        TransactionCanceledException.builder()
            .cancellationReasons(
                Arrays.stream(codes)
                    .map(code -> CancellationReason.builder().code(code).build())
                    .toList())
            .build());
  }

  @Test
  void tellsWhichConditionsDidNotHold() {
    Cancellation second = of(NONE, REFUSED, CONFLICT);

    assertThat(second.isRefused()).isTrue();
    assertThat(second.isRefused(0)).isFalse();
    assertThat(second.isRefused(1)).isTrue();
    assertThat(second.isRefusedOnly(1)).isFalse();
    assertThat(of(NONE, REFUSED).isRefusedOnly(1)).isTrue();
  }

  @Test
  void mayBeTriedAgainWhenNothingButTheMomentSpokeAgainstIt() {
    assertThat(of(NONE, CONFLICT).isConflict()).isTrue();
    assertThat(of(REFUSED, CONFLICT).isConflict()).isFalse();
    assertThat(of(NONE, "ThrottlingError").isConflict()).isFalse();
    assertThat(of(CONFLICT, "ThrottlingError").isPassing()).isTrue();
  }

  @Test
  void isNobodysDoingWhenDynamoDbGivesAnotherReason() {
    assertThat(of(REFUSED, CONFLICT).isOfOthers()).isTrue();
    assertThat(of(REFUSED, "ValidationError").isOfOthers()).isFalse();
  }

  @Test
  void isNothingOfTheseWithoutReasons() {
    Cancellation silent = of();

    assertThat(silent.isRefused(0)).isFalse();
    assertThat(silent.isConflict()).isFalse();
    assertThat(silent.isPassing()).isFalse();
    assertThat(silent.isOfOthers()).isFalse();
  }
}
