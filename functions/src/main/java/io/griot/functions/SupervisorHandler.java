package io.griot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.griot.contract.Catalogue;
import io.griot.contract.Metric;
import io.griot.contract.MetricLine;
import io.griot.contract.Names;
import io.griot.functions.aws.AccessStore;
import io.griot.functions.aws.AwsClients;
import io.griot.functions.aws.CommandStore;
import io.griot.functions.aws.EndingStore;
import io.griot.functions.aws.S3Objects;
import io.griot.functions.aws.SessionRemains;
import io.griot.functions.aws.SessionStore;
import io.griot.functions.aws.SqsQueues;
import io.griot.functions.aws.SupervisedSessionStore;
import io.griot.functions.command.CommandGateway;
import io.griot.functions.session.SessionStart;
import io.griot.functions.supervision.Placements;
import io.griot.functions.supervision.Supervisor;
import io.griot.functions.supervision.UnpaidSessions;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The Lambda that a schedule calls every {@link Supervisor#INTERVAL}, and where it is wired. What
 * the schedule says does not matter; the answer is empty. A round that fails is an error of the
 * Lambda, which an alarm watches; nobody repeats it, since the next one does the same.
 */
public final class SupervisorHandler implements RequestStreamHandler, AutoCloseable {
  /** What a round needs at its end, before the Lambda is stopped. */
  private static final Duration RESERVE = Duration.ofSeconds(15);

  private final AwsClients aws;
  private final Clock clock;
  private final Supervisor supervisor;

  /** As Lambda makes it. */
  public SupervisorHandler() {
    this(FunctionsConfig.fromEnvironment(), Clock.systemUTC(), System.out::println);
  }

  /**
   * @param clock what expired, and how long ago, is told by
   * @param metricLines where {@link MetricLine}s go
   */
  public SupervisorHandler(FunctionsConfig config, Clock clock, Consumer<String> metricLines) {
    this.clock = clock;
    Names names = config.names();
    aws = new AwsClients("supervisor", config.region(), config.endpoints());
    SqsQueues queues = new SqsQueues(aws.queues(), names, clock);
    CommandStore commands = new CommandStore(aws.tables(), names, clock);
    SupervisedSessionStore sessions = new SupervisedSessionStore(aws.tables(), names);
    Consumer<Map<Metric, Long>> report =
        values -> metricLines.accept(MetricLine.of(names, clock.instant(), values));
    SessionStart start =
        new SessionStart(
            new SessionStore(aws.tables(), names),
            queues,
            clock,
            metric -> report.accept(Map.of(metric, 1L)));
    CommandGateway gateway =
        new CommandGateway(
            commands,
            queues,
            new S3Objects(aws::objects, aws::presigner, config.bucket()),
            clock,
            new SecureRandom());
    supervisor =
        new Supervisor(
            sessions,
            new EndingStore(aws.tables(), names),
            new SessionRemains(aws.queues(), aws::objects, commands, names, config.bucket(), clock),
            new Placements(start, queues::placements, clock),
            new UnpaidSessions(
                new AccessStore(aws.tables(), names, clock)::subscriptions,
                sessions,
                gateway,
                Catalogue.load().operation("sessionStop").orElseThrow(),
                clock),
            clock,
            report);
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
    aws.close();
  }
}
