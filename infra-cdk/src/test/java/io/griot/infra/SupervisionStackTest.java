package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.functions.SupervisorHandler;
import io.griot.infra.cost.CostReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class SupervisionStackTest {
  private final Template template = Synthesis.template(Synthesis.griot().supervision());

  @Test
  void everyAlarmSaysWhatItMeansAndTellsSomebody() {
    template.allResourcesProperties(
        "AWS::CloudWatch::Alarm",
        Match.objectLike(
            Map.of(
                "AlarmDescription", Match.anyValue(),
                "AlarmActions", List.of(Map.of("Ref", Match.stringLikeRegexp("^Alarms"))),
                "TreatMissingData", Match.stringLikeRegexp("otBreaching|breaching"))));
  }

  @Test
  void theSupervisorIsCalledEveryFiveMinutesAndNotTwiceForOneRound() {
    template.hasResourceProperties(
        "AWS::Events::Rule",
        Map.of(
            "ScheduleExpression",
            "rate(5 minutes)",
            "State",
            "ENABLED",
            "Targets",
            List.of(
                Match.objectLike(
                    Map.of(
                        "Arn",
                        Map.of("Ref", Match.stringLikeRegexp("^Live")),
                        "RetryPolicy",
                        Map.of("MaximumRetryAttempts", 0))))));
    template.hasResourceProperties(
        "AWS::Lambda::EventInvokeConfig", Map.of("MaximumRetryAttempts", 0));
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "Handler", SupervisorHandler.class.getName(),
            "Timeout", 60,
            "Architectures", List.of("arm64"),
            "SnapStart", Map.of("ApplyOn", "PublishedVersions")));
    template.allResourcesProperties(
        "AWS::Logs::LogGroup", Match.objectLike(Map.of("RetentionInDays", 30)));
  }

  @Test
  void onlyTheScheduleMayCallIt() {
    template.resourceCountIs("AWS::Lambda::Permission", 1);
    template.hasResourceProperties(
        "AWS::Lambda::Permission",
        Map.of(
            "Principal",
            "events.amazonaws.com",
            "SourceArn",
            Map.of("Fn::GetAtt", List.of(Match.stringLikeRegexp("^Schedule"), "Arn"))));
  }

  @Test
  void aSupervisorThatIsStillAlarmsByItsSilence() {
    template.hasResourceProperties(
        "AWS::CloudWatch::Alarm",
        Map.of(
            "AlarmDescription",
            Match.stringLikeRegexp("^The supervisor"),
            "TreatMissingData",
            "breaching",
            "EvaluationPeriods",
            2));
  }

  @Test
  void watchesWhatCanGoWrong() {
    assertThat(template.findResources("AWS::CloudWatch::Alarm").keySet())
        .map(id -> id.replaceFirst("[0-9A-F]{8}$", ""))
        .containsExactlyInAnyOrder(
            "SupervisorStill",
            "SessionsWithoutHost",
            "SessionsDown",
            "NoFreeSlots",
            "WhatsAppVersion",
            "CommandsWait",
            "CommandsFail",
            "DeadEvents",
            "WebhooksFail",
            "ApiErrors",
            "ApiServerErrors");
  }

  @Test
  void everyMetricOfAnAlarmIsPaidFor() {
    long metrics =
        Stream.of(template, Synthesis.template(Synthesis.griot().hosts()))
            .flatMap(stack -> stack.findResources("AWS::CloudWatch::Alarm").values().stream())
            .mapToLong(SupervisionStackTest::metrics)
            .sum();

    assertThat(metrics).isEqualTo(CostReport.ALARM_METRICS);
  }

  private static long metrics(Map<String, Object> alarm) {
    return Synthesis.properties(alarm).get("Metrics") instanceof List<?> several
        ? several.stream().filter(metric -> ((Map<?, ?>) metric).containsKey("MetricStat")).count()
        : 1;
  }

  @Test
  void alarmsMayPublishAndOnlyThoseOfThisAccount() {
    template.hasResourceProperties(
        "AWS::SNS::TopicPolicy",
        Map.of(
            "PolicyDocument",
            Match.objectLike(
                Map.of(
                    "Statement",
                    Match.arrayWith(
                        List.of(
                            Match.objectLike(
                                Map.of(
                                    "Effect",
                                    "Allow",
                                    "Principal",
                                    Map.of("Service", "cloudwatch.amazonaws.com"),
                                    "Condition",
                                    Map.of(
                                        "StringEquals",
                                        Map.of(
                                            "aws:SourceAccount",
                                            Map.of("Ref", "AWS::AccountId")))))))))));
  }
}
