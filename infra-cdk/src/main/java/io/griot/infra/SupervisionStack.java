package io.griot.infra;

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
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.events.targets.LambdaFunctionProps;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventInvokeConfigOptions;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.FilterCriteria;
import software.amazon.awscdk.services.lambda.StartingPosition;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The supervisor with its schedule, and the operator's alarms, dashboard and budget. */
public final class SupervisionStack extends Stack {
  /** Enough, because a round mostly waits for AWS, and its snapshot starts fast. */
  public static final int SUPERVISOR_MEMORY_MIB = 512;

  /** Shorter than the schedule's interval. The next round continues unfinished work. */
  private static final Duration SUPERVISOR_TIMEOUT = Duration.seconds(50);

  /** Longer than the interval of one second in which hosts with a free slot look for sessions. */
  private static final Duration HOSTS_TAKE_SESSIONS = Duration.seconds(5);

  /** All sessions that begin to wait within that time are handled in one round. */
  private static final int MOST_WAITING = 1000;

  public SupervisionStack(
      Construct scope,
      String id,
      StackProps props,
      DeploymentConfig config,
      StateStack state,
      ApiStack api,
      WebhooksStack webhooks) {
    super(scope, id, props);
    Metrics metrics = new Metrics(config.names());
    Alarms alarms = new Alarms(this, metrics);
    config.alarmEmail().ifPresent(alarms::mailTo);
    Alias supervisor = supervisor(config, state.bucket());
    callWhenSessionsWait(supervisor, state.sessionsStream());
    alarms.watchSupervisor(supervisor);
    alarms.watchSessions();
    alarms.watchHosts(config.hosts());
    alarms.watchTasks(HostFleet.serviceName(config.names()));
    alarms.watchResources();
    alarms.watchCommands();
    alarms.watchEvents(webhooks.alias());
    alarms.watchApi(api.api(), api.alias());
    alarms.watchBounds();
    OperatorDashboard.add(this, config.names().prefix(), metrics, api.api());
    config.alarmEmail().ifPresent(email -> MonthlyBudget.add(this, config, email));
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
                    config.concurrency().reservedForSupervisor(),
                    environment(config, bucket),
                    Permissions.ofSupervisor(new Arns(this, config.names(), bucket))))
            .alias();
    // No retries of a failed round: the next round does the same with newer data.
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
   * Calls the supervisor when hosts do not take a session within seconds, so that it need not wait
   * for the next minute. A hint: if the call fails, the schedule's next round does the same.
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
}
