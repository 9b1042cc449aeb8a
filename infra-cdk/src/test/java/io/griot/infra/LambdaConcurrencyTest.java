package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;

class LambdaConcurrencyTest {
  @ParameterizedTest
  @CsvSource({
    "10, , , , 2, 2", // a new account
    "100, , , , 20, 5",
    "199, , , , 39, 9",
    "200, 50, 40, 2, 40, 10",
    "1000, 450, 50, 2, 50, 50",
    "10000, 4950, 50, 2, 50, 50"
  })
  void fitsTheAccount(
      int account, Integer api, Integer webhooks, Integer supervisor, int events, int waiting) {
    LambdaConcurrency concurrency = new LambdaConcurrency(Optional.of(account));

    assertThat(concurrency.reservedForApi()).isEqualTo(Optional.ofNullable(api));
    assertThat(concurrency.reservedForWebhooks()).isEqualTo(Optional.ofNullable(webhooks));
    assertThat(concurrency.reservedForSupervisor()).isEqualTo(Optional.ofNullable(supervisor));
    assertThat(concurrency.webhooks()).isEqualTo(events);
    assertThat(concurrency.waiting()).isEqualTo(waiting);
  }

  /** AWS refuses a deployment that leaves fewer. */
  @ParameterizedTest
  @ValueSource(ints = {10, 99, 100, 101, 150, 199, 200, 201, 250, 500, 1000, 3000})
  void leavesWhatAwsKeeps(int account) {
    LambdaConcurrency concurrency = new LambdaConcurrency(Optional.of(account));
    int reserved =
        Stream.of(
                concurrency.reservedForApi(),
                concurrency.reservedForWebhooks(),
                concurrency.reservedForSupervisor())
            .flatMap(Optional::stream)
            .mapToInt(Integer::intValue)
            .sum();

    assertThat(reserved).isLessThanOrEqualTo(Math.max(0, account - LambdaConcurrency.KEPT_BY_AWS));
  }

  @Test
  void anAccountThatNobodyLookedAtReservesNothing() {
    assertThat(new LambdaConcurrency(Optional.empty()).reservedForApi()).isEmpty();
    for (Stack stack : Synthesis.griot().stacks()) {
      assertThat(Synthesis.template(stack).toJSON().toString())
          .doesNotContain("ReservedConcurrentExecutions");
    }
  }

  @Test
  void theTemplatesHaveIt() {
    GriotApp griot =
        Synthesis.of(Map.of("AWS_REGION", "eu-west-1", "GRIOT_LAMBDA_INSTANCES", "1000"));

    reserves(griot.api(), 450);
    reserves(griot.webhooks(), 50);
    reserves(griot.supervision(), 2);
    Synthesis.template(griot.api())
        .hasResourceProperties(
            "AWS::Lambda::Function",
            Map.of(
                "Environment",
                Map.of("Variables", Match.objectLike(Map.of("GRIOT_MOST_WAITING", "50")))));
    Synthesis.template(griot.webhooks())
        .hasResourceProperties(
            "AWS::Lambda::EventSourceMapping",
            Map.of("ScalingConfig", Map.of("MaximumConcurrency", 50)));
  }

  private static void reserves(Stack stack, int instances) {
    Synthesis.template(stack)
        .hasResourceProperties(
            "AWS::Lambda::Function", Map.of("ReservedConcurrentExecutions", instances));
  }
}
