package io.griot.infra;

import static io.griot.contract.Metric.COMMANDS_FAILED;
import static io.griot.contract.Metric.COMMANDS_SUCCEEDED;
import static io.griot.contract.Metric.COMMAND_AGE;
import static io.griot.contract.Metric.EVENTS_DROPPED;
import static io.griot.contract.Metric.FREE_DISK;
import static io.griot.contract.Metric.FREE_MEMORY;
import static io.griot.contract.Metric.FREE_SLOTS;
import static io.griot.contract.Metric.HOSTS_WANTED;
import static io.griot.contract.Metric.PACKAGES_AGE;
import static io.griot.contract.Metric.SESSIONS_DOWN_SHARE;
import static io.griot.contract.Metric.SESSIONS_WAITING;
import static io.griot.contract.Metric.UNAVAILABLE_OPERATIONS;

import io.griot.contract.Metric;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.events.targets.SnsTopicProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;

/** The alarms for the operator, and the topic that they notify. */
final class Alarms {
  private static final long SLOW_COMMAND_MILLIS = 60_000;
  private static final long MANY_SESSIONS_PERCENT = 10;
  private static final long LITTLE_MEMORY = 92;
  private static final long LITTLE_DISK = 90;
  private static final long OLD_PACKAGES_DAYS = 15;

  /** In five minutes. On-demand tables throttle a few while they grow. */
  private static final long OFTEN_THROTTLED = 10;

  /** As many instances as two customers may hold; few compared with the thousand of an account. */
  private static final long BUSY_INSTANCES = 100;

  /** In five minutes. Not every reached bound is logged. */
  private static final long OFTEN_AT_BOUND = 3;

  private final Stack stack;
  private final Metrics metrics;
  private final Topic topic;

  Alarms(Stack stack, Metrics metrics) {
    this.stack = stack;
    this.metrics = metrics;
    this.topic = topic(stack);
  }

  /** Sends the alarms also to an e-mail address, which must confirm the subscription. */
  void mailTo(String address) {
    topic.addSubscription(new EmailSubscription(address));
  }

  /**
   * Creates the topic. A topic with its own policy loses SNS's default policy, which lets alarms
   * publish; so that permission is added explicitly.
   */
  private static Topic topic(Stack stack) {
    Topic topic = Topic.Builder.create(stack, "Alarms").enforceSsl(true).build();
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
            .build());
    return topic;
  }

  /**
   * Adds the supervisor's alarms. Missing data alarms too, because a deleted schedule causes no
   * error. Each round reports an error or none, so the average is the share of failed rounds.
   */
  void watchSupervisor(Alias supervisor) {
    alarm(
        "SupervisorStill",
        "The supervisor fails or is not called: nobody starts hosts, or mends what no process mends"
            + " by itself.",
        supervisor.metricErrors(
            MetricOptions.builder().period(Metrics.FIVE_MINUTES).statistic("Average").build()),
        1,
        3, // a first deployment has no hosts' service for some minutes
        TreatMissingData.BREACHING);
  }

  void watchSessions() {
    alarm(
        "SessionsWithoutHost",
        "Sessions wait for a host: GRIOT_MAX_HOSTS is reached, or hosts do not start.",
        metrics.most(SESSIONS_WAITING, Metrics.FIVE_MINUTES),
        1,
        3);
    // Status and events tell each customer of their own; many at once are the installation's.
    alarm(
        "SessionsDown",
        "More than a tenth of the linked sessions, and more than three, do not answer or are not"
            + " connected to WhatsApp.",
        metrics.most(SESSIONS_DOWN_SHARE, Metrics.FIVE_MINUTES),
        MANY_SESSIONS_PERCENT,
        3);
    alarm(
        "WhatsAppVersion",
        "WhatsApp Web's present version lacks what some operations need: they answer 503.",
        metrics.most(UNAVAILABLE_OPERATIONS, Metrics.FIVE_MINUTES),
        1,
        1);
  }

  /**
   * Adds the hosts' alarms. The maximum number of hosts is no fault by itself; a lack of free slots
   * is.
   */
  void watchHosts(HostFleet hosts) {
    alarm(
        "HostsAtMaximum",
        "GRIOT_MAX_HOSTS hosts are wanted and they are nearly full: the next sessions will wait.",
        Metrics.math(
            "IF(wanted >= %d AND FILL(free, 0) / 5 < %d, 1, 0)"
                .formatted(hosts.max(), hosts.fewSlots()),
            Metrics.FIVE_MINUTES,
            Map.of(
                "wanted", metrics.most(HOSTS_WANTED, Metrics.FIVE_MINUTES),
                "free", metrics.sum(FREE_SLOTS, Metrics.FIVE_MINUTES))),
        1,
        3);
  }

  /** Adds the alarms for the hosts' resources, outdated packages and throttled tables. */
  void watchResources() {
    alarm(
        "HostMemory",
        "A host has less than 8 % of its memory left: it may be killed with all its sessions.",
        used(FREE_MEMORY),
        LITTLE_MEMORY,
        2);
    alarm(
        "HostDisk",
        "A host has less than 10 % of its disk left: profiles and checkpoints need room.",
        used(FREE_DISK),
        LITTLE_DISK,
        2);
    alarm(
        "PackagesOld",
        "A host runs an image whose packages, Chromium among them, are more than two weeks old.",
        metrics.most(PACKAGES_AGE, Metrics.FIVE_MINUTES),
        OLD_PACKAGES_DAYS,
        3);
    alarm(
        "TablesThrottled",
        "DynamoDB throttles requests. The alarm names the tables as TableName.",
        Metrics.throttledRequestsByTable(Metrics.FIVE_MINUTES),
        OFTEN_THROTTLED,
        2);
  }

  /** The largest part that is in use on any host, in percent. */
  private IMetric used(Metric free) {
    return Metrics.math(
        "100 - free",
        Metrics.FIVE_MINUTES,
        Map.of("free", metrics.least(free, Metrics.FIVE_MINUTES)));
  }

  /** A task that ended by itself is no number: the notification says which, and why. */
  void watchTasks(String cluster) {
    topic.grantPublish(new ServicePrincipal("events.amazonaws.com"));
    Rule.Builder.create(stack, "TasksThatEnd")
        .description("Griot: session hosts that ended by themselves")
        .eventPattern(
            EventPattern.builder()
                .source(List.of("aws.ecs"))
                .detailType(List.of("ECS Task State Change"))
                .detail(
                    Map.of(
                        "clusterArn",
                            List.of(
                                stack.formatArn(
                                    ArnComponents.builder()
                                        .service("ecs")
                                        .resource("cluster")
                                        .resourceName(cluster)
                                        .build())),
                        "lastStatus", List.of("STOPPED"),
                        "stopCode", List.of("TaskFailedToStart", "EssentialContainerExited")))
                .build())
        .targets(
            List.of(
                new SnsTopic(
                    topic,
                    SnsTopicProps.builder()
                        .message(
                            RuleTargetInput.fromText(
                                "A session host of Griot ended by itself: "
                                    + EventField.fromPath("$.detail.stoppedReason")
                                    + " Task: "
                                    + EventField.fromPath("$.detail.taskArn")))
                        .build())))
        .build();
  }

  void watchCommands() {
    alarm(
        "CommandsWait",
        "A command waited a minute or longer before it was begun.",
        metrics.most(COMMAND_AGE, Metrics.FIVE_MINUTES),
        SLOW_COMMAND_MILLIS,
        2);
    alarm(
        "CommandsFail",
        "More than one command in twenty fails, and not by its caller's fault.",
        Metrics.math(
            "IF(failed + FILL(succeeded, 0) >= 20, 100 * failed / (failed + FILL(succeeded, 0)),"
                + " 0)",
            Metrics.FIVE_MINUTES,
            Map.of(
                "failed", metrics.sum(COMMANDS_FAILED, Metrics.FIVE_MINUTES),
                "succeeded", metrics.sum(COMMANDS_SUCCEEDED, Metrics.FIVE_MINUTES))),
        5,
        2);
  }

  /**
   * Adds the alarms of events. A receiver that does not take its events raises none: events and the
   * list of deliveries tell its customer.
   */
  void watchEvents(Alias webhooks) {
    alarm(
        "EventsDropped",
        "A host could not put events on their queue, and dropped them.",
        metrics.sum(EVENTS_DROPPED, Metrics.FIVE_MINUTES),
        1,
        1);
    alarm(
        "WebhooksErrors",
        "The webhooks' Lambda ended without an answer: events wait.",
        webhooks.metricErrors(Metrics.sums()),
        1,
        2);
    alarm(
        "WebhooksThrottled",
        "AWS does not let the webhooks' Lambda start: all its instances are in use.",
        webhooks.metricThrottles(Metrics.sums()),
        1,
        2);
  }

  void watchApi(HttpApi api, Alias alias) {
    alarm(
        "ApiServerErrors",
        "The API answers 5xx: its Lambda fails or ends without an answer, or AWS does not let it"
            + " start.",
        api.metricServerError(Metrics.sums()),
        5,
        2);
    alarm(
        "ApiThrottled",
        "AWS does not let the API's Lambda start: all its instances are in use.",
        alias.metricThrottles(Metrics.sums()),
        1,
        1);
    alarm(
        "ApiBusy",
        "The API's Lambda has many instances at work at the same time: somebody may be taking"
            + " them.",
        alias.metric(
            "ConcurrentExecutions",
            MetricOptions.builder().period(Metrics.FIVE_MINUTES).statistic("Maximum").build()),
        BUSY_INSTANCES,
        2);
  }

  /**
   * Adds the alarm for reached bounds. The query has a line per customer; the notification names
   * those that alarm.
   */
  void watchBounds() {
    alarm(
        "CustomerAtBound",
        "A customer takes as much as they may: requests, waiting requests or commands, uploads,"
            + " events sent again, or deliveries to slow receivers. The alarm names them as"
            + " customerId.",
        metrics.boundsReachedByCustomer(Metrics.FIVE_MINUTES),
        OFTEN_AT_BOUND,
        2);
  }

  private void alarm(String id, String meaning, IMetric metric, long threshold, int periodsInARow) {
    alarm(id, meaning, metric, threshold, periodsInARow, TreatMissingData.NOT_BREACHING);
  }

  private void alarm(
      String id,
      String meaning,
      IMetric metric,
      long threshold,
      int periodsInARow,
      TreatMissingData missing) {
    Alarm.Builder.create(stack, id)
        .alarmDescription(meaning)
        .metric(metric)
        .threshold(threshold)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(periodsInARow)
        .treatMissingData(missing)
        .build()
        .addAlarmAction(new SnsAction(topic));
  }
}
