package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;

/** The policies of operators in {@code docs/iam} must cover everything that is deployed. */
class OperatorRightsTest {
  private static final Path FOLDER = Path.of("..", "docs", "iam");

  /** IAM's size limit of a managed policy, without white space. */
  private static final int MOST_CHARACTERS = 6144;

  /** The services whose CloudFormation name differs from IAM's. */
  private static final Map<String, String> RENAMED = Map.of("apigatewayv2", "apigateway");

  @ParameterizedTest
  @ValueSource(strings = {"deployer", "cloudformation"})
  void everyStatementIsWhole(String name) throws IOException {
    JsonNode policy = policy(name);

    assertThat(policy.path("Version").asText()).isEqualTo("2012-10-17");
    assertThat(policy.toString().length()).isLessThan(MOST_CHARACTERS);
    assertThat(policy.path("Statement")).isNotEmpty().allSatisfy(OperatorRightsTest::isWhole);
    assertThat(policy.path("Statement"))
        .extracting(statement -> statement.path("Sid").asText())
        .doesNotHaveDuplicates();
  }

  private static void isWhole(JsonNode statement) {
    assertThat(statement.path("Sid").asText()).matches("[A-Za-z0-9]+");
    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
    assertThat(texts(statement, "Action"))
        .allMatch(action -> action.matches("[a-z0-9-]+:[A-Za-z*]+"));
    assertThat(texts(statement, "Resource"))
        .isNotEmpty()
        .allMatch(resource -> resource.equals("*") || resource.matches("arn:aws:[a-z0-9-]+:.+"));
  }

  @Test
  void cloudFormationMayDoWhatTheTemplatesNeed() throws Exception {
    assertThat(Synthesis.griot().stacks()).isNotEmpty();

    NodeCheck check =
        NodeCheck.run(
            "check-rights.mjs", Synthesis.folder(), FOLDER.resolve("cloudformation.json"));

    assertThat(check.output()).endsWith(" types, 0 problems\n");
    assertThat(check.status()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lambda:*EventSourceMapping           | needs lambda:DeleteEventSourceMapping on
          "arn:aws:dynamodb:REGION:            | needs dynamodb:CreateTable on
          "lambda.amazonaws.com",              | needs iam:PassRole on
          "aws:RequestedRegion": "REGION"      | needs ec2:CreateVpc on
          """)
  void aRightThatIsMissingIsSeen(String part, String problem, @TempDir Path folder)
      throws Exception {
    assertThat(Synthesis.griot().stacks()).isNotEmpty();
    String policy = Files.readString(FOLDER.resolve("cloudformation.json"));
    Path poorer = folder.resolve("policy.json");
    Files.writeString(poorer, policy.replace(part, part.replaceFirst("[a-z]{3}", "xyz")));

    NodeCheck check = NodeCheck.run("check-rights.mjs", Synthesis.folder(), poorer);

    assertThat(check.output()).contains(problem);
    assertThat(check.status()).isEqualTo(1);
  }

  @Test
  void cloudFormationKnowsNoServiceThatNoTemplateHas() throws IOException {
    Set<String> allowed = services(policy("cloudformation"));

    // A template contains the budget only with an address for alarms.
    Set<String> wanted = new TreeSet<>(Set.of("ssm", "budgets"));
    for (Stack stack : Synthesis.griot().stacks()) {
      types(stack).forEach(type -> wanted.add(service(type)));
    }
    assertThat(allowed).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void noRightReachesRolesOrDataOfOthers() throws IOException {
    assertThat(policy("cloudformation").path("Statement"))
        .filteredOn(statement ->
            texts(statement, "Action").stream()
                .anyMatch(action -> action.matches("(iam|dynamodb|s3|sqs|lambda):.*")))
        .allSatisfy(statement ->
            assertThat(texts(statement, "Resource"))
                .allMatch(resource ->
                    resource.contains("griot")
                        || resource.contains("aws-service-role")
                        || resource.contains(":event-source-mapping:")
                        || statement.path("Condition").toString().contains(":function:griot-")
                        || resource.contains("cdk-hnb659fds-assets")));
  }

  @Test
  void theDeployerMakesTheFirstKeyInTheTableOfKeysAlone() throws IOException {
    Names names = new Names("griot");
    Set<String> tables =
        texts(policy("deployer").path("Statement").get(2), "Resource").stream()
            .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
            .collect(Collectors.toSet());

    assertThat(tables).containsExactly(names.table(Table.API_KEYS));
  }

  private static Set<String> services(JsonNode policy) {
    Set<String> services = new HashSet<>();
    for (JsonNode statement : policy.path("Statement")) {
      texts(statement, "Action").forEach(action -> services.add(action.replaceFirst(":.*", "")));
    }
    return services;
  }

  private static Set<String> types(Stack stack) {
    Map<?, ?> resources =
        (Map<?, ?>) Synthesis.template(stack).toJSON().getOrDefault("Resources", Map.of());
    return resources.values().stream()
        .map(resource -> String.valueOf(((Map<?, ?>) resource).get("Type")))
        .collect(Collectors.toSet());
  }

  private static String service(String type) {
    String service = type.split("::", -1)[1].toLowerCase(Locale.ROOT);
    return RENAMED.getOrDefault(service, service);
  }

  private static List<String> texts(JsonNode statement, String name) {
    JsonNode value = statement.path(name);
    return value.isArray()
        ? value.valueStream().map(JsonNode::asText).toList()
        : List.of(value.asText());
  }

  private static JsonNode policy(String name) throws IOException {
    return Json.MAPPER.readTree(Files.readString(FOLDER.resolve(name + ".json")));
  }
}
