package io.griot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.griot.contract.MetricLine;
import io.griot.contract.Names;
import io.griot.functions.aws.AwsClients;
import io.griot.functions.aws.CommandStore;
import io.griot.functions.aws.CustomerStore;
import io.griot.functions.aws.EcsHostFleet;
import io.griot.functions.aws.EndingStore;
import io.griot.functions.aws.HeldMessages;
import io.griot.functions.aws.HostStore;
import io.griot.functions.aws.S3Objects;
import io.griot.functions.aws.SessionRemains;
import io.griot.functions.aws.SessionStore;
import io.griot.functions.aws.SqsWaitingCommands;
import io.griot.functions.aws.SupervisedSessionStore;
import io.griot.functions.session.Evidence;
import io.griot.functions.supervision.HostFleet;
import io.griot.functions.supervision.RememberedFleet;
import io.griot.functions.supervision.Supervisor;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * The Lambda that a schedule calls every {@link Supervisor#INTERVAL}, and where it is wired. What
 * calls it and with what does not matter; the answer is empty. A round that fails is an error of
 * the Lambda, which an alarm watches; nobody repeats it, since the next one does the same.
 *
 * <p>A start that finds no free slot need not wait for the schedule: the API invokes nothing for
 * it, but the session's item gets {@code waiting}, and a stream of the sessions' table with a
 * filter for that attribute may call this function too. It is a hint: without it the round comes a
 * minute later at most.
 */
public final class SupervisorHandler implements RequestStreamHandler, AutoCloseable {
  /** What a round needs at its end, before the Lambda is stopped. */
  private static final Duration RESERVE = Duration.ofSeconds(15);

  private final AwsClients aws;
  private final Clock clock;
  private final Optional<EcsClient> ecs;
  private final Supervisor supervisor;

  /** As Lambda makes it. */
  public SupervisorHandler() {
    this(FunctionsConfig.fromEnvironment());
  }

  private SupervisorHandler(FunctionsConfig config) {
    this(config, config.clock(), System.out::println);
  }

  /**
   * @param clock what expired, and how long ago, is told by
   * @param metricLines where {@link MetricLine}s go
   */
  public SupervisorHandler(FunctionsConfig config, Clock clock, Consumer<String> metricLines) {
    this.clock = clock;
    Names names = config.names();
    aws = new AwsClients("supervisor", config.region(), config.endpoints());
    CommandStore commands = new CommandStore(aws.tables(), names, clock);
    HostStore hosts = new HostStore(aws.tables(), names, clock);
    SessionStore sessions = new SessionStore(aws.tables(), names, hosts, clock);
    S3Objects objects = new S3Objects(aws::objects, aws::presigner, config.bucket());
    HeldMessages held = new HeldMessages(aws.tables(), commands, names, clock);
    SqsWaitingCommands queued =
        new SqsWaitingCommands(aws.queues(), commands, objects, names, clock);
    SessionRemains remains =
        new SessionRemains(
            aws.tables(), aws.queues(), aws::objects, commands, names, config.bucket(), clock);
    ecs = config.service().map(service -> aws.services());
    supervisor =
        new Supervisor(
            new SupervisedSessionStore(aws.tables(), names, sessions, clock),
            new CustomerStore(aws.tables(), names),
            hosts,
            new EndingStore(aws.tables(), names),
            (ended, deadline) -> held.end(ended, deadline) && remains.remove(ended, deadline),
            (session, deadline) -> {
              held.expire(session, deadline);
              queued.expire(session, deadline);
            },
            fleet(config),
            config.hosts(),
            new Evidence(config.evidenceBound()),
            clock,
            values -> metricLines.accept(MetricLine.of(names, clock.instant(), values)));
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

  /** See {@link Supervisor#round}. */
  public void round(Instant deadline) {
    supervisor.round(deadline);
  }

  @Override
  public void close() {
    ecs.ifPresent(EcsClient::close);
    aws.close();
  }
}
