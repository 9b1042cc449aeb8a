package io.griot.infra;

import static io.griot.contract.Metric.COMMANDS_FAILED;
import static io.griot.contract.Metric.COMMANDS_SUCCEEDED;
import static io.griot.contract.Metric.COMMAND_AGE;
import static io.griot.contract.Metric.EVENTS_DROPPED;
import static io.griot.contract.Metric.FREE_SLOTS;
import static io.griot.contract.Metric.HOSTS_WANTED;
import static io.griot.contract.Metric.SESSIONS;
import static io.griot.contract.Metric.SESSIONS_DOWN;
import static io.griot.contract.Metric.SESSIONS_WAITING;
import static io.griot.contract.Metric.UNAVAILABLE_OPERATIONS;
import static io.griot.contract.Metric.WEBHOOKS_DELIVERED;
import static io.griot.contract.Metric.WEBHOOKS_FAILED;
import static io.griot.contract.Metric.WEBHOOK_AGE;

import io.griot.contract.SessionItem;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.SupervisorHandler;
import io.griot.functions.supervision.Supervisor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.LambdaFunctionProps;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.FilterCriteria;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.s3.IBucket;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/**
 * What mends what no process mends by itself, and what tells the operator that something is wrong,
 * or dear: the supervisor and its schedule, alarms, a dashboard, a budget.
 */
public final class SupervisionStack extends Stack {
  private static final long SLOW_COMMAND_MILLIS = 60_000;
  private static final long OLD_EVENT_SECONDS = 1_800;

  /** As many as two customers may hold, and few beside the thousand that accounts may have. */
  private static final long BUSY_INSTANCES = 100;

  /** In five minutes. Not each of a flood is noted. */
  private static final long OFTEN_AT_BOUND = 3;

  /** A round waits for AWS most of its time, and a snapshot of it starts fast enough. */
  public static final int SUPERVISOR_MEMORY_MIB = 512;

  /** Below the schedule's interval. What a round cannot do in it, the next one does. */
  private static final Duration SUPERVISOR_TIMEOUT = Duration.seconds(50);

  /** Hosts with a free slot look every second. */
  private static final Duration HOSTS_TAKE_SESSIONS = Duration.seconds(5);

  /** All that begin to wait within that time, in one round. */
  private static final int MOST_WAITING = 1000;

  private final Metrics metrics;
  private final Topic alarms;

  public SupervisionStack(
      Construct scope,
      String id,
      StackProps props,
      DeploymentConfig config,
      StateStack state,
      ApiStack api) {
    super(scope, id, props);
    metrics = new Metrics(config.names());
    alarms = topic();
    config.alarmEmail().ifPresent(email -> alarms.addSubscription(new EmailSubscription(email)));
    Alias supervisor = supervisor(config, state.bucket());
    callWhenSessionsWait(supervisor, state.sessionsStream());
    watchSupervisor(supervisor);
    watchSessions();
    watchHosts(config.hosts());
    watchCommands();
    watchWebhooks();
    watchApi(api.api(), api.alias());
    dashboard(config, api);
    config.alarmEmail().ifPresent(email -> budget(config, email));
  }

  /**
   * A topic with a policy of its own loses SNS's default one, and with it what lets alarms in: so
   * they are let in by name.
   */
  private Topic topic() {
    Topic topic = Topic.Builder.create(this, "Alarms").enforceSsl(true).build();
    topic.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .sid("AlarmsOfThisAccount")
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(topic.getTopicArn()))
            .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", getAccount())))
            .build());
    return topic;
  }

  private Alias supervisor(DeploymentConfig config, IBucket bucket) {
    Alias supervisor =
        new GriotFunction(
                this,
                config.artifacts(),
                new GriotFunction.Settings(
                    SupervisorHandler.class,
                    SUPERVISOR_MEMORY_MIB,
                    SUPERVISOR_TIMEOUT,
                    environment(config, bucket),
                    Permissions.ofSupervisor(new Arns(this, config.names(), bucket))))
            .alias();
    // A round that failed is not repeated: the next one does the same, and by then has more to see.
    supervisor.configureAsyncInvoke(EventInvokeConfigOptions.builder().retryAttempts(0).build());
    Rule.Builder.create(this, "Schedule")
        .description("Griot: a round of supervision")
        .schedule(Schedule.rate(Duration.millis(Supervisor.INTERVAL.toMillis())))
        .targets(
            List.of(
                new LambdaFunction(
                    supervisor, LambdaFunctionProps.builder().retryAttempts(0).build())))
        .build();
    return supervisor;
  }

  /**
   * A session that hosts do not take within seconds need not wait for the next minute. A hint: when
   * a call fails, the schedule's next round does the same.
   */
  private void callWhenSessionsWait(Alias supervisor, String sessionsStream) {
    EventSourceMapping.Builder.create(this, "WaitingSessions")
        .target(supervisor)
        .eventSourceArn(sessionsStream)
        .startingPosition(StartingPosition.LATEST)
        .filters(
            List.of(
                FilterCriteria.filter(
                    Map.of(
                        "dynamodb",
                        Map.of(
                            "NewImage",
                            Map.of(
                                SessionItem.WAITING,
                                Map.of("S", List.of(SessionItem.WAITING_VALUE))))))))
        .maxBatchingWindow(HOSTS_TAKE_SESSIONS)
        .batchSize(MOST_WAITING)
        .retryAttempts(0)
        .build();
  }

  private static Map<String, String> environment(DeploymentConfig config, IBucket bucket) {
    HostFleet hosts = config.hosts();
    String service = HostFleet.serviceName(config.names());
    return GriotFunction.installation(config, bucket)
        .put(FunctionsSettings.CLUSTER, Optional.of(service))
        .put(FunctionsSettings.SERVICE, Optional.of(service))
        .put(SharedSettings.MIN_HOSTS, hosts.min())
        .put(SharedSettings.MAX_HOSTS, hosts.max())
        .put(SharedSettings.SLOTS, hosts.slots())
        .variables();
  }

  /**
   * Silence alarms too: a schedule that was taken away by hand leaves no error. Each round counts
   * as an error or as none, so their average is the part of the rounds that failed.
   */
  private void watchSupervisor(Alias supervisor) {
    alarm(
        "SupervisorStill",
        "The supervisor fails or is not called: nobody starts hosts, or mends what no process mends"
            + " by itself.",
        supervisor.metricErrors(
            MetricOptions.builder().period(Metrics.FIVE_MINUTES).statistic("Average").build()),
        1,
        3, // a first deployment has no service of hosts for some minutes
        TreatMissingData.BREACHING);
  }

  private void watchSessions() {
    alarm(
        "SessionsWithoutHost",
        "Sessions wait for a host: GRIOT_MAX_HOSTS is reached, or hosts do not start.",
        metrics.most(SESSIONS_WAITING, Metrics.FIVE_MINUTES),
        1,
        3);
    alarm(
        "SessionsDown",
        "Linked sessions do not answer or are not connected to WhatsApp.",
        metrics.most(SESSIONS_DOWN, Metrics.FIVE_MINUTES),
        1,
        3);
    alarm(
        "WhatsAppVersion",
        "WhatsApp Web's present version lacks what some operations need: they answer 503.",
        metrics.most(UNAVAILABLE_OPERATIONS, Metrics.FIVE_MINUTES),
        1,
        1);
  }

  /** As many hosts as there may be are no fault by themselves; that they fill up will be. */
  private void watchHosts(HostFleet hosts) {
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

  private void watchCommands() {
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

  /** A try that fails is tried again: what matters is for how long. */
  private void watchWebhooks() {
    alarm(
        "WebhooksFail",
        "An event could not be delivered for half an hour: receivers, or the webhooks' Lambda,"
            + " fail.",
        metrics.oldestEvent(Metrics.FIVE_MINUTES),
        OLD_EVENT_SECONDS,
        1);
    alarm(
        "DeadEvents",
        "Events were given up after six hours: a customer's receiver does not take them.",
        metrics.deadEvents(Metrics.FIVE_MINUTES),
        1,
        1);
  }

  private void watchApi(HttpApi api, Alias alias) {
    alarm(
        "ApiErrors",
        "The API's Lambda ended without an answer.",
        alias.metricErrors(fiveMinutes()),
        1,
        1);
    alarm(
        "ApiServerErrors",
        "The API answers 5xx: it fails, or AWS does not let its Lambda start.",
        api.metricServerError(
            MetricOptions.builder().period(Metrics.FIVE_MINUTES).statistic("Sum").build()),
        5,
        2);
    alarm(
        "ApiThrottled",
        "AWS does not let the API's Lambda start: all its instances are in use.",
        alias.metricThrottles(fiveMinutes()),
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
    alarm(
        "CustomerAtBound",
        "A customer takes as much as they may: requests, waiting requests or commands, uploads, or"
            + " time of deliveries. The alarm names them as customerId.",
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
    Alarm.Builder.create(this, id)
        .alarmDescription(meaning)
        .metric(metric)
        .threshold(threshold)
        .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
        .evaluationPeriods(periodsInARow)
        .treatMissingData(missing)
        .build()
        .addAlarmAction(new SnsAction(alarms));
  }

  private void dashboard(DeploymentConfig config, ApiStack api) {
    List<IWidget> first =
        List.of(
            graph(
                "Sessions",
                metrics.level(SESSIONS),
                metrics.most(SESSIONS_DOWN, Metrics.FIVE_MINUTES),
                metrics.most(SESSIONS_WAITING, Metrics.FIVE_MINUTES)),
            graph(
                "Hosts wanted, free slots",
                metrics.most(HOSTS_WANTED, Metrics.FIVE_MINUTES),
                metrics.level(FREE_SLOTS)),
            graph(
                "Not in this WhatsApp",
                metrics.most(UNAVAILABLE_OPERATIONS, Metrics.FIVE_MINUTES)));
    List<IWidget> second =
        List.of(
            graph(
                "Commands",
                metrics.sum(COMMANDS_SUCCEEDED, Metrics.FIVE_MINUTES),
                metrics.sum(COMMANDS_FAILED, Metrics.FIVE_MINUTES)),
            graph("Longest wait, ms", metrics.most(COMMAND_AGE, Metrics.FIVE_MINUTES)),
            graph(
                "API",
                api.api().metricCount(fiveMinutes()),
                api.api().metricClientError(fiveMinutes()),
                api.api().metricServerError(fiveMinutes())));
    List<IWidget> third =
        List.of(
            graph(
                "Webhooks",
                metrics.sum(WEBHOOKS_DELIVERED, Metrics.FIVE_MINUTES),
                metrics.sum(WEBHOOKS_FAILED, Metrics.FIVE_MINUTES)),
            graph("Oldest event delivered, ms", metrics.most(WEBHOOK_AGE, Metrics.FIVE_MINUTES)),
            graph(
                "Events given up or dropped",
                metrics.deadEvents(Metrics.FIVE_MINUTES),
                metrics.sum(EVENTS_DROPPED, Metrics.FIVE_MINUTES)));
    Dashboard.Builder.create(this, "Dashboard")
        .dashboardName(config.names().prefix())
        .widgets(List.of(first, second, third))
        .build();
  }

  private static GraphWidget graph(String title, IMetric... shown) {
    return GraphWidget.Builder.create().title(title).width(8).left(List.of(shown)).build();
  }

  private static MetricOptions fiveMinutes() {
    return MetricOptions.builder().period(Metrics.FIVE_MINUTES).statistic("Sum").build();
  }

  /** Of this installation alone: its resources carry a tag, by which the bill can be split. */
  private void budget(DeploymentConfig config, String email) {
    CfnBudget.Builder.create(this, "Budget")
        .budget(
            CfnBudget.BudgetDataProperty.builder()
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(
                    CfnBudget.SpendProperty.builder()
                        .amount(config.monthlyBudgetUsd())
                        .unit("USD")
                        .build())
                .costFilters(
                    Map.of("TagKeyValue", List.of("user:griot$" + config.names().prefix())))
                .build())
        .notificationsWithSubscribers(
            List.of(
                warning("ACTUAL", 80, email),
                warning("ACTUAL", 100, email),
                warning("FORECASTED", 120, email)))
        .build();
  }

  private static CfnBudget.NotificationWithSubscribersProperty warning(
      String kind, int percent, String email) {
    return CfnBudget.NotificationWithSubscribersProperty.builder()
        .notification(
            CfnBudget.NotificationProperty.builder()
                .notificationType(kind)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                CfnBudget.SubscriberProperty.builder()
                    .subscriptionType("EMAIL")
                    .address(email)
                    .build()))
        .build();
  }
}
