package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Names;
import io.griot.functions.FunctionsConfig;
import io.griot.functions.FunctionsSettings;
import io.griot.host.SessionHostConfig;
import io.griot.host.SessionHostSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;

/** Each process must accept the environment that its template gives it. */
class EnvironmentsTest {
  private static final Names NAMES = new Names("griot");

  @Test
  void theApiUnderstandsItsEnvironment() {
    assertUnderstandsItsEnvironment(Synthesis.griot().api());
  }

  @Test
  void theWebhooksFunctionUnderstandsItsEnvironment() {
    assertUnderstandsItsEnvironment(Synthesis.griot().webhooks());
  }

  @Test
  void theSupervisorUnderstandsItsEnvironment() {
    assertUnderstandsItsEnvironment(Synthesis.griot().supervision());
  }

  private static void assertUnderstandsItsEnvironment(Stack stack) {
    Map<String, Object> function =
        Synthesis.template(stack).findResources("AWS::Lambda::Function").values().iterator().next();
    Map<?, ?> variables =
        (Map<?, ?>)
            ((Map<?, ?>) Objects.requireNonNull(Synthesis.properties(function).get("Environment")))
                .get("Variables");
    Map<String, String> environment = new HashMap<>(texts(Objects.requireNonNull(variables)));
    environment.put("AWS_REGION", "eu-west-1"); // as Lambda does

    assertThat(FunctionsConfig.from(environment).names()).isEqualTo(NAMES);
    assertThat(FunctionsSettings.ALL.keys())
        .as("no setting defines others")
        .containsAll(environment.keySet());
  }

  @Test
  void theHostUnderstandsItsEnvironment() {
    Map<String, String> environment = texts(hostVariables());

    SessionHostConfig config = SessionHostConfig.of(environment);

    assertThat(config.names()).isEqualTo(NAMES);
    assertThat(config.region()).isEqualTo("eu-west-1");
    assertThat(config.bucket()).isEqualTo("griot-objects");
    assertThat(config.slots()).isEqualTo(20);
    assertThat(config.parallelStarts()).isEqualTo(2);
    assertThat(config.browser().arguments())
        .as("neither namespaces nor a large /dev/shm are to be had on Fargate")
        .containsExactly("--no-sandbox", "--disable-dev-shm-usage");
    assertThat(config.dataFolder()).as("below what can be written").startsWithRaw(Path.of("/data"));
    assertThat(SessionHostSettings.ALL.keys())
        .as("no setting defines others")
        .containsAll(environment.keySet());
  }

  private static Map<String, Object> hostVariables() {
    Map<String, Object> task =
        Synthesis.template(Synthesis.griot().hosts())
            .findResources("AWS::ECS::TaskDefinition")
            .values()
            .iterator()
            .next();
    Map<?, ?> container =
        (Map<?, ?>)
            ((List<?>)
                    Objects.requireNonNull(Synthesis.properties(task).get("ContainerDefinitions")))
                .getFirst();
    Map<String, Object> variables = new HashMap<>();
    for (Object entry : (List<?>) Objects.requireNonNull(container.get("Environment"))) {
      Map<?, ?> variable = (Map<?, ?>) entry;
      variables.put(String.valueOf(variable.get("Name")), variable.get("Value"));
    }
    return variables;
  }

  /** The values as text. An export of another stack is the bucket. */
  private static Map<String, String> texts(Map<?, ?> variables) {
    return variables.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().toString(),
                entry -> entry.getValue() instanceof String text ? text : "griot-objects"));
  }
}
