package io.griot.infra;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

/** The findings of cdk-nag's rules for AWS solutions, from the reports beside the templates. */
class NagTest {
  private static final int SHORTEST_REASON = 40;

  static List<String> stacks() {
    return Synthesis.griot().stacks().stream().map(Stack::getStackName).toList();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void everyRuleIsKeptOrItsBreachExplained(String stack) throws IOException {
    List<Finding> findings = findings(stack);

    assertThat(findings).isNotEmpty();
    assertThat(findings).filteredOn(not(Finding::compliant)).allSatisfy(NagTest::isExplained);
  }

  private static void isExplained(Finding finding) {
    assertThat(finding.compliance()).as("%s", finding).isEqualTo("Suppressed");
    assertThat(finding.reason()).as("%s", finding).hasSizeGreaterThan(SHORTEST_REASON);
  }

  private record Finding(String rule, String resource, String compliance, String reason) {
    boolean compliant() {
      return compliance.equals("Compliant");
    }
  }

  private static List<Finding> findings(String stack) throws IOException {
    Path report = Synthesis.folder().resolve("AwsSolutions-" + stack + "-NagReport.csv");
    return Files.readAllLines(report).stream()
        .skip(1)
        .map(line -> line.substring(1).split("\",\"", -1))
        .map(cells -> new Finding(cells[0], cells[1], cells[2], cells[3]))
        .toList();
  }
}
