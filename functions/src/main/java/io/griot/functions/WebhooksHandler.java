package io.griot.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.griot.contract.LimitItem;
import io.griot.contract.Metric;
import io.griot.contract.MetricLine;
import io.griot.contract.Names;
import io.griot.dynamo.usage.DynamoUsageStore;
import io.griot.dynamo.usage.UsageFlushes;
import io.griot.dynamo.usage.UsageMeter;
import io.griot.functions.aws.DynamoAccessStore;
import io.griot.functions.aws.DynamoAccountLog;
import io.griot.functions.aws.DynamoDeliveryStore;
import io.griot.functions.aws.DynamoReceiverStates;
import io.griot.functions.aws.DynamoWaitingStore;
import io.griot.functions.aws.DynamoWebhookStore;
import io.griot.functions.aws.LambdaAwsClients;
import io.griot.functions.aws.S3PayloadStore;
import io.griot.functions.aws.SqsAccountEvents;
import io.griot.functions.aws.SqsDeliveryQueue;
import io.griot.functions.aws.SqsQueueCrowd;
import io.griot.functions.fairuse.Bound;
import io.griot.functions.fairuse.WaitingRoom;
import io.griot.functions.webhooks.Attempts;
import io.griot.functions.webhooks.Batch;
import io.griot.functions.webhooks.DeliveryQueue;
import io.griot.functions.webhooks.GroupDelivery;
import io.griot.functions.webhooks.HttpReceivers;
import io.griot.publichttp.AddressRules;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The Lambda behind the events' queue, and its wiring. It delivers events to customers' webhooks.
 * Events that it does not deliver stay on the queue. Thread-safe.
 */
public final class WebhooksHandler
    implements RequestHandler<SQSEvent, SQSBatchResponse>, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(WebhooksHandler.class);

  /** The time that the function needs after the last delivery. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  /**
   * The time left that storing the usage needs: one request that DynamoDB does not answer, begun at
   * the last moment.
   */
  private static final Duration STORING_MAY_TAKE =
      RESERVE.multipliedBy(2).plus(LambdaAwsClients.CALL_TIMEOUT);

  /**
   * The number of deliveries to one customer's slow receivers that may be under way at once, in all
   * instances.
   */
  private static final int SLOW_AT_ONCE = 5;

  private final Names names;
  private final Consumer<String> metricLines;
  private final Clock clock;
  private final LambdaAwsClients aws;
  private final HttpReceivers receivers;
  private final Batch batch;
  private final UsageMeter usage;
  private final UsageFlushes flushes;

  /** A strong reference: Lambda's context holds registered resources only weakly. */
  private final Resource priming;

  /** Called by Lambda: reads the configuration from the environment. */
  public WebhooksHandler() {
    this(FunctionsConfig.fromEnvironment(), System.out::println);
    Core.getGlobalContext().register(priming);
  }

  /**
   * @param metricLines receives {@link MetricLine}s
   */
  public WebhooksHandler(FunctionsConfig config, Consumer<String> metricLines) {
    this(config, config.clock(), metricLines);
  }

  /**
   * @param clock used to compare with the end of the paid time and to sign deliveries
   * @param metricLines as above
   */
  public WebhooksHandler(FunctionsConfig config, Clock clock, Consumer<String> metricLines) {
    this.names = config.names();
    this.clock = clock;
    this.metricLines = metricLines;
    aws = new LambdaAwsClients("webhooks", config.region(), config.endpoints());
    receivers = new HttpReceivers(new AddressRules(config.webhooksToLoopback()));
    DynamoWebhookStore webhooks = new DynamoWebhookStore(aws.tables(), names);
    DynamoDeliveryStore deliveries = new DynamoDeliveryStore(aws.tables(), names);
    WaitingRoom slowPlaces =
        new WaitingRoom(
            new DynamoWaitingStore(aws.tables(), names),
            Bound.DELIVERIES,
            LimitItem::ofDeliveries,
            customer -> SLOW_AT_ONCE,
            clock,
            new SecureRandom());
    Attempts attempts =
        new Attempts(
            new Attempts.Parts(
                new DynamoAccessStore(aws.tables(), names),
                webhooks,
                new DynamoReceiverStates(aws.tables(), names),
                deliveries,
                new S3PayloadStore(aws::objects, aws::presigner, config.bucket()),
                receivers,
                slowPlaces,
                new SqsQueueCrowd(aws.queues(), names, clock),
                new SqsAccountEvents(
                    aws.queues(), new DynamoAccountLog(aws.tables(), names, clock), names)),
            clock);
    usage = new UsageMeter(new DynamoUsageStore(aws.tables(), names), clock);
    flushes = new UsageFlushes(clock);
    DeliveryQueue queue = new SqsDeliveryQueue(aws.queues(), names);
    batch = new Batch(new GroupDelivery(attempts, deliveries, queue, usage, clock), queue, clock);
    priming = new Priming(webhooks);
  }

  /**
   * Runs before the snapshot from which all instances start: a look-up loads the classes that the
   * first look-up needs.
   */
  private record Priming(DynamoWebhookStore webhooks) implements Resource {
    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
      try {
        log.atInfo()
            .addKeyValue("webhookAbsent", webhooks.find("priming").isEmpty())
            .log("priming.done");
      } catch (SdkException e) {
        log.atWarn().setCause(e).log("priming.failed");
      }
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {}
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
    Instant deadline = clock.instant().plus(left);
    Batch.Report report = batch.deliver(event.getRecords(), deadline);
    metricLines.accept(MetricLine.of(names, clock.instant(), report.metrics()));
    flushes.counted(report.metrics().getOrDefault(Metric.WEBHOOKS_DELIVERED, 0L));
    // Not without time for it: the events of an invocation that ends too late are delivered
    // again.
    boolean hasTime = context.getRemainingTimeInMillis() > STORING_MAY_TAKE.toMillis();
    if (hasTime && flushes.due()) {
      boolean _ = usage.flush(clock.instant().plus(RESERVE));
    }
    List<BatchItemFailure> failures =
        report.undelivered().stream().map(BatchItemFailure::new).toList();
    return new SQSBatchResponse(failures);
  }

  /** Stores the usage counted so far. Not called when Lambda ends the process. */
  @Override
  public void close() {
    boolean _ = usage.flush(clock.instant().plus(RESERVE));
    receivers.close();
    aws.close();
  }
}
