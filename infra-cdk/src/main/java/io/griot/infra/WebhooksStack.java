package io.griot.infra;

import io.griot.contract.QueueAttributes;
import io.griot.functions.WebhooksHandler;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/** The Lambda that delivers queued events to customers' webhooks. */
public final class WebhooksStack extends Stack {
  /** It mostly waits for receivers; with less memory TLS is slow. */
  public static final int MEMORY_MIB = 512;

  /**
   * Three times the deadline of one delivery: a chat's events in a batch are delivered one after
   * another.
   */
  private static final Duration TIMEOUT = Duration.seconds(30);

  private static final int BATCH = 10;

  private final Alias alias;

  public WebhooksStack(
      Construct scope, String id, StackProps props, DeploymentConfig config, IBucket bucket) {
    super(scope, id, props);
    if (QueueAttributes.EVENT_VISIBILITY.toSeconds() < 6L * TIMEOUT.toSeconds().longValue()) {
      throw new IllegalStateException("events would be received again while they are delivered");
    }
    Arns arns = new Arns(this, config.names(), bucket);
    GriotFunction function =
        new GriotFunction(
            this,
            config.artifacts(),
            new GriotFunction.Settings(
                WebhooksHandler.class,
                MEMORY_MIB,
                TIMEOUT,
                config.concurrency().reservedForWebhooks(),
                GriotFunction.installation(config, bucket).variables(),
                Permissions.ofWebhooks(arns)));
    function.countBoundsReached(this, new Metrics(config.names()));
    alias = function.alias();
    EventSourceMapping.Builder.create(this, "Events")
        .target(alias)
        .eventSourceArn(arns.eventsQueue())
        .batchSize(BATCH)
        .maxConcurrency(config.concurrency().webhooks())
        .reportBatchItemFailures(true)
        .build();
  }

  public Alias alias() {
    return alias;
  }
}
