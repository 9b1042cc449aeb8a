package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Metric;
import io.griot.functions.SupervisorHandler;
import io.griot.infra.cost.CostReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
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
  void theSupervisorIsCalledEveryMinuteAndNotTwiceForOneRound() {
    template.hasResourceProperties(
        "AWS::Events::Rule",
        Map.of(
            "ScheduleExpression",
            "rate(1 minute)",
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
            "Timeout", 50,
            "Architectures", List.of("arm64"),
            "SnapStart", Map.of("ApplyOn", "PublishedVersions")));
    template.allResourcesProperties(
        "AWS::Logs::LogGroup", Match.objectLike(Map.of("RetentionInDays", 30)));
  }

  @Test
  void sessionsThatBeginToWaitCallTheSupervisorAtOnce() {
    template.hasResourceProperties(
        "AWS::Lambda::EventSourceMapping",
        Map.of(
            "EventSourceArn",
            Map.of("Fn::ImportValue", Match.stringLikeRegexp("SESSIONS.*StreamArn")),
            "StartingPosition",
            "LATEST",
            "FilterCriteria",
            Map.of(
                "Filters",
                List.of(
                    Map.of(
                        "Pattern",
                        "{\"dynamodb\":{\"NewImage\":{\"waiting\":{\"S\":[\"waiting\"]}}}}"))),
            "MaximumBatchingWindowInSeconds",
            5,
            "MaximumRetryAttempts",
            0));
  }

  @Test
  void theSupervisorKnowsTheHostsServiceAndItsBounds() {
    template.hasResourceProperties(
        "AWS::Lambda::Function",
        Map.of(
            "Environment",
            Map.of(
                "Variables",
                Match.objectLike(
                    Map.of(
                        "GRIOT_CLUSTER", "griot-hosts",
                        "GRIOT_SERVICE", "griot-hosts",
                        "GRIOT_MIN_HOSTS", "0",
                        "GRIOT_MAX_HOSTS", "10",
                        "GRIOT_SLOTS", "20")))));
  }

  @Test
  void itMayLookAtAndChangeThatOneServiceOfEcs() {
    String service = "service/griot-hosts/griot-hosts";

    assertThat(Grant.of(template, "lambda.amazonaws.com"))
        .filteredOn(grant -> grant.action().startsWith("ecs:"))
        .containsExactlyInAnyOrder(
            new Grant("ecs:DescribeServices", service), new Grant("ecs:UpdateService", service));
  }

  @Test
  void itIsThereBeforeHostsAreDeployed() {
    assertThat(Synthesis.griot().hosts().getDependencies())
        .contains(Synthesis.griot().supervision());
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
            "Period",
            300,
            "EvaluationPeriods",
            3));
  }

  @Test
  void watchesWhatCanGoWrong() {
    assertThat(template.findResources("AWS::CloudWatch::Alarm").keySet())
        .map(id -> id.replaceFirst("[0-9A-F]{8}$", ""))
        .containsExactlyInAnyOrder(
            "SupervisorStill",
            "SessionsWithoutHost",
            "SessionsDown",
            "HostsAtMaximum",
            "WhatsAppVersion",
            "CommandsWait",
            "CommandsFail",
            "HostMemory",
            "HostDisk",
            "PackagesOld",
            "TablesThrottled",
            "EventsDropped",
            "WebhooksErrors",
            "WebhooksThrottled",
            "ApiServerErrors",
            "ApiThrottled",
            "ApiBusy",
            "CustomerAtBound");
  }

  @Test
  void sessionsThatWaitAlarmWhenTheyDoSoForAQuarterOfAnHour() {
    template.hasResourceProperties(
        "AWS::CloudWatch::Alarm",
        Map.of(
            "MetricName",
            "SessionsWaiting",
            "Statistic",
            "Maximum",
            "Threshold",
            1,
            "Period",
            300,
            "EvaluationPeriods",
            3));
  }

  /** The query returns a line per customer, and CloudWatch names the customers that alarm. */
  @Test
  void anAlarmNamesTheCustomerWhoTakesTooMuch() {
    template.hasResourceProperties(
        "AWS::CloudWatch::Alarm",
        Map.of(
            "Metrics",
            List.of(
                Match.objectLike(
                    Map.of(
                        "Expression",
                        "SELECT SUM(\"griot-BoundsReached\") FROM SCHEMA(\"Griot\", customerId)"
                            + " GROUP BY customerId ORDER BY SUM() DESC")))));
    for (Stack stack : List.of(Synthesis.griot().api(), Synthesis.griot().webhooks())) {
      Synthesis.template(stack)
          .hasResourceProperties(
              "AWS::Logs::MetricFilter",
              Map.of(
                  "FilterPattern",
                  Match.stringLikeRegexp("request\\.rate_limited.*webhooks\\.share_used_up"),
                  "MetricTransformations",
                  List.of(
                      Match.objectLike(
                          Map.of(
                              "MetricName",
                              "griot-BoundsReached",
                              "MetricNamespace",
                              "Griot",
                              "Dimensions",
                              List.of(Map.of("Key", "customerId", "Value", "$.customerId")))))));
    }
  }

  @Test
  void fullHostsAlarmWhenThereCanBeNoMore() {
    template.hasResourceProperties(
        "AWS::CloudWatch::Alarm",
        Map.of(
            "Metrics",
            Match.arrayWith(
                List.of(
                    Match.objectLike(
                        Map.of(
                            "Expression", "IF(wanted >= 10 AND FILL(free, 0) / 5 < 5, 1, 0)"))))));
  }

  /** Each name that an alarm or the dashboard asks for is one that a process reports. */
  @Test
  void noAlarmLooksAtAMetricThatNobodyReports() {
    List<String> asked =
        template.findResources("AWS::CloudWatch::Alarm").values().stream()
            .flatMap(alarm -> metricNames(Synthesis.properties(alarm)))
            .toList();

    assertThat(asked).contains("SessionsDownShare", "FreeMemory", "FreeDisk", "PackagesAge");
    assertThat(asked)
        .isSubsetOf(Stream.of(Metric.values()).map(Metric::title).collect(Collectors.toSet()));
  }

  private static Stream<String> metricNames(Object node) {
    if (node instanceof List<?> several) {
      return several.stream().flatMap(SupervisionStackTest::metricNames);
    }
    if (!(node instanceof Map<?, ?> map)) {
      return Stream.empty();
    }
    return Metric.NAMESPACE.equals(map.get("Namespace"))
        ? Stream.of(String.valueOf(map.get("MetricName")))
        : map.values().stream().flatMap(SupervisionStackTest::metricNames);
  }

  @Test
  void aHostThatEndsByItselfIsTold() {
    template.hasResourceProperties(
        "AWS::Events::Rule",
        Map.of(
            "EventPattern",
            Match.objectLike(
                Map.of(
                    "source",
                    List.of("aws.ecs"),
                    "detail",
                    Match.objectLike(
                        Map.of(
                            "lastStatus", List.of("STOPPED"),
                            "stopCode",
                                List.of("TaskFailedToStart", "EssentialContainerExited"))))),
            "Targets",
            List.of(
                Match.objectLike(
                    Map.of("Arn", Map.of("Ref", Match.stringLikeRegexp("^Alarms")))))));
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
                                    "Action",
                                    "sns:Publish",
                                    "Principal",
                                    Map.of("Service", "events.amazonaws.com")))))))));
  }

  @Test
  void theDashboardShowsWaitingSessionsAndWantedHosts() {
    assertThat(template.findResources("AWS::CloudWatch::Dashboard").toString())
        .contains("SessionsWaiting", "HostsWanted");
  }

  @Test
  void everyMetricOfAnAlarmIsPaidFor() {
    long metrics =
        template.findResources("AWS::CloudWatch::Alarm").values().stream()
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
