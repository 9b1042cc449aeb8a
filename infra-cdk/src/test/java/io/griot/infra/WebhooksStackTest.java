package io.griot.infra;

import io.griot.functions.WebhooksHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class WebhooksStackTest {
  private final Template template = Synthesis.template(Synthesis.griot().webhooks());

  @Test
  void theLambdaStartsFromASnapshotOnArm() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "Runtime", "java25",
            "Architectures", List.of("arm64"),
            "Handler", WebhooksHandler.class.getName(),
            "SnapStart", Map.of("ApplyOn", "PublishedVersions")));
  }

  @Test
  void itsAliasGetsEventsInBatchesAndSaysWhichFailed() {
    template.hasResourceProperties(
        "AWS::Lambda::EventSourceMapping",
        Map.of(
            "BatchSize", 10,
            "FunctionResponseTypes", List.of("ReportBatchItemFailures"),
            "FunctionName",
                Map.of("Fn::Join", Match.arrayWith(List.of(Match.arrayWith(List.of(":live"))))),
            "ScalingConfig", Map.of("MaximumConcurrency", 50)));
  }
}
