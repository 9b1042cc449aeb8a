package io.griot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.griot.contract.MetricLine;
import io.griot.contract.Names;
import io.griot.functions.aws.AbandonedMessages;
import io.griot.functions.aws.AwsSessionResources;
import io.griot.functions.aws.CustomerDeadEvents;
import io.griot.functions.aws.CustomerEvents;
import io.griot.functions.aws.CustomerKeys;
import io.griot.functions.aws.CustomerPairingLinks;
import io.griot.functions.aws.CustomerSendings;
import io.griot.functions.aws.CustomerUploads;
import io.griot.functions.aws.CustomerWebhooks;
import io.griot.functions.aws.DynamoAccountLog;
import io.griot.functions.aws.DynamoAnnouncementStore;
import io.griot.functions.aws.DynamoCustomerStore;
import io.griot.functions.aws.DynamoDeletionStore;
import io.griot.functions.aws.DynamoEndingStore;
import io.griot.functions.aws.DynamoHostStore;
import io.griot.functions.aws.DynamoSessionStore;
import io.griot.functions.aws.DynamoSubmissionStore;
import io.griot.functions.aws.DynamoSupervisedSessionStore;
import io.griot.functions.aws.EcsHostFleet;
import io.griot.functions.aws.LambdaAwsClients;
import io.griot.functions.aws.PendingCommands;
import io.griot.functions.aws.SqsAccountEvents;
import io.griot.functions.customers.Announcer;
import io.griot.functions.deletion.CustomerData;
import io.griot.functions.deletion.DeletionStep;
import io.griot.functions.session.Evidence;
import io.griot.functions.supervision.CustomerDeletions;
import io.griot.functions.supervision.EndingCleanup;
import io.griot.functions.supervision.HostFleet;
import io.griot.functions.supervision.HostSteering;
import io.griot.functions.supervision.RememberedFleet;
import io.griot.functions.supervision.SessionMending;
import io.griot.functions.supervision.SupervisionReport;
import io.griot.functions.supervision.Supervisor;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * The Lambda that a schedule calls every {@link Supervisor#INTERVAL}, and its wiring. It ignores
 * the caller and the input; the answer is empty. A round that fails is an error of the Lambda,
 * which an alarm watches; it is not repeated, since the next round does the same.
 *
 * <p>A start that finds no free slot need not wait for the schedule: the API invokes nothing for
 * it, but the session's item gets {@code waiting}, and a stream of the sessions' table with a
 * filter for that attribute may call this function too. It is a hint: without it the round comes a
 * minute later at most.
 */
public final class SupervisorHandler implements RequestStreamHandler, AutoCloseable {
  /** The time that a round needs at its end before the Lambda is stopped. */
  private static final Duration RESERVE = Duration.ofSeconds(15);

  private final LambdaAwsClients aws;
  private final Clock clock;
  private final Optional<EcsClient> ecs;
  private final Supervisor supervisor;

  /** Called by Lambda: reads the configuration from the environment. */
  public SupervisorHandler() {
    this(FunctionsConfig.fromEnvironment());
  }

  private SupervisorHandler(FunctionsConfig config) {
    this(config, config.clock(), System.out::println);
  }

  /** Creates a handler that reports no steps. */
  public SupervisorHandler(FunctionsConfig config, Clock clock, Consumer<String> metricLines) {
    this(config, clock, metricLines, step -> {});
  }

  /**
   * @param clock used to tell which times have passed, and how long ago
   * @param metricLines receives {@link MetricLine}s
   * @param deletionSteps receives each step of a customer's deletion when it is made
   */
  public SupervisorHandler(
      FunctionsConfig config,
      Clock clock,
      Consumer<String> metricLines,
      Consumer<DeletionStep> deletionSteps) {
    this.clock = clock;
    Names names = config.names();
    aws = new LambdaAwsClients("supervisor", config.region(), config.endpoints());
    DynamoSubmissionStore commands = new DynamoSubmissionStore(aws.tables(), names, clock);
    DynamoHostStore hosts = new DynamoHostStore(aws.tables(), names, clock);
    DynamoSessionStore sessions = new DynamoSessionStore(aws.tables(), names, hosts, clock);
    AbandonedMessages held = new AbandonedMessages(aws.tables(), commands, names, clock);
    AwsSessionResources remains =
        new AwsSessionResources(
            aws.tables(), aws.queues(), aws::objects, commands, names, config.bucket(), clock);
    ecs = config.service().map(service -> aws.services());
    DynamoSupervisedSessionStore supervised =
        new DynamoSupervisedSessionStore(aws.tables(), names, sessions, clock);
    DynamoCustomerStore customers = new DynamoCustomerStore(aws.tables(), names);
    Evidence evidence = new Evidence(config.evidenceBound());
    supervisor =
        new Supervisor(
            supervised,
            customers,
            new Announcer(
                new DynamoAnnouncementStore(aws.tables(), names),
                new SqsAccountEvents(
                    aws.queues(), new DynamoAccountLog(aws.tables(), names, clock), names),
                clock),
            new SessionMending(
                supervised,
                customers,
                hosts,
                new PendingCommands(aws.tables(), commands, names, clock),
                evidence,
                config.hosts().slots(),
                clock),
            new CustomerDeletions(
                new DynamoDeletionStore(aws.tables(), names),
                customerData(config),
                supervised,
                hosts,
                clock,
                deletionSteps),
            new HostSteering(
                supervised,
                fleet(config),
                config.hosts(),
                new SupervisionReport(
                    evidence,
                    values -> metricLines.accept(MetricLine.of(names, clock.instant(), values)))),
            new EndingCleanup(
                new DynamoEndingStore(aws.tables(), names),
                (ended, deadline) -> held.end(ended, deadline) && remains.remove(ended, deadline),
                clock),
            clock);
  }

  private Map<DeletionStep, CustomerData> customerData(FunctionsConfig config) {
    Names names = config.names();
    return Map.of(
        DeletionStep.KEYS, new CustomerKeys(aws.tables(), names),
        DeletionStep.WEBHOOKS, new CustomerWebhooks(aws.tables(), names),
        DeletionStep.PAIRING_LINKS, new CustomerPairingLinks(aws.tables(), names, clock),
        DeletionStep.SENDING, new CustomerSendings(aws.tables(), names, clock),
        DeletionStep.UPLOADS, new CustomerUploads(aws::objects, config.bucket(), clock),
        DeletionStep.EVENTS, new CustomerEvents(aws.tables(), names, clock),
        DeletionStep.DEAD_EVENTS, new CustomerDeadEvents(aws.queues(), names, clock));
  }

  private HostFleet fleet(FunctionsConfig config) {
    return config
        .service()
        .<HostFleet>map(
            service -> new EcsHostFleet(ecs.orElseThrow(), service.cluster(), service.name()))
        .orElseGet(RememberedFleet::new);
  }

  @Override
  public void handleRequest(InputStream schedule, OutputStream answer, Context context) {
    Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    round(clock.instant().plus(remaining));
  }

  /** Runs a round; see {@link Supervisor#round}. */
  public void round(Instant deadline) {
    supervisor.round(deadline);
  }

  @Override
  public void close() {
    ecs.ifPresent(EcsClient::close);
    aws.close();
  }
}
