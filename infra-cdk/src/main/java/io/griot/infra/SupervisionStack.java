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

/**
 * The supervisor with its schedule, which mends what no process mends by itself; and the operator's
 * alarms, dashboard and budget.
 */
public final class SupervisionStack extends Stack {
  /** A round waits for AWS most of its time, and a snapshot of it starts fast enough. */
  public static final int SUPERVISOR_MEMORY_MIB = 512;

  /** Below the schedule's interval. What a round cannot do in it, the next one does. */
  private static final Duration SUPERVISOR_TIMEOUT = Duration.seconds(50);

  /** Hosts with a free slot look every second. */
  private static final Duration HOSTS_TAKE_SESSIONS = Duration.seconds(5);

  /** All that begin to wait within that time, in one round. */
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
}
