package io.griot.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import java.util.Map;
import software.constructs.IConstruct;

/** Exceptions to rules of cdk-nag, each with its reason. */
final class Suppressions {
  private Suppressions() {}

  /**
   * Suppresses rules for a construct and its children.
   *
   * @param reasons the reasons by rule; a rule with {@code [finding]} suppresses only that finding
   */
  static void add(IConstruct construct, Map<String, String> reasons) {
    NagSuppressions.addResourceSuppressions(
        construct,
        reasons.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> suppression(entry.getKey(), entry.getValue()))
            .toList(),
        true);
  }

  private static NagPackSuppression suppression(String rule, String reason) {
    var suppression = NagPackSuppression.builder();
    int finding = rule.indexOf('[');
    if (finding < 0) {
      return suppression.id(rule).reason(reason).build();
    }
    return suppression
        .id(rule.substring(0, finding))
        .appliesTo(List.of(rule.substring(finding + 1, rule.length() - 1)))
        .reason(reason)
        .build();
  }
}
