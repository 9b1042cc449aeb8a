package io.griot.infra;

import io.griot.contract.settings.ProcessEnvironment;
import io.griot.contract.settings.SharedSettings;
import io.griot.functions.fairuse.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SnapStartConf;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * A Lambda of Griot: Java on Arm, started from a snapshot, called by its alias {@code live}, with
 * its own role and a log with limited retention. All Lambdas are in one jar.
 */
final class GriotFunction {
  private final Alias alias;
  private final LogGroup logs;

  /**
   * @param handler its class
   * @param reserved the instances reserved for it, which are also the most that it may have
   * @param permissions its permissions besides writing its log
   */
  record Settings(
      Class<?> handler,
      int memoryMib,
      Duration timeout,
      Optional<Integer> reserved,
      Map<String, String> environment,
      List<PolicyStatement> permissions) {}

  /**
   * Creates its resources with these ids: {@code Function}, {@code Live}, {@code Role}, {@code
   * Logs}.
   */
  GriotFunction(Construct scope, DeploymentConfig.Artifacts artifacts, Settings settings) {
    logs = logGroup(scope, "Logs");
    List<PolicyStatement> permissions = new ArrayList<>(settings.permissions());
    permissions.add(
        PolicyStatement.Builder.create()
            .sid("Log")
            .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
            .resources(List.of(logs.getLogGroupArn()))
            .build());
    Function.Builder builder =
        Function.Builder.create(scope, "Function")
            .runtime(Runtime.JAVA_25)
            .architecture(Architecture.ARM_64)
            .handler(settings.handler().getName())
            .code(Code.fromAsset(artifacts.apiJar().toString()))
            .memorySize(settings.memoryMib())
            .timeout(settings.timeout())
            .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
            .environment(settings.environment())
            .logGroup(logs)
            .loggingFormat(LoggingFormat.TEXT)
            .role(
                Permissions.role(
                    scope, "Role", new ServicePrincipal("lambda.amazonaws.com"), permissions));
    settings.reserved().ifPresent(builder::reservedConcurrentExecutions);
    Function function = builder.build();
    alias =
        Alias.Builder.create(scope, "Live")
            .aliasName("live")
            .version(function.getCurrentVersion())
            .build();
  }

  /** The alias that callers use. */
  Alias alias() {
    return alias;
  }

  /**
   * Adds a metric, by customer, of log lines about reached bounds. It costs nothing while no
   * customer reaches one.
   */
  void countBoundsReached(Construct scope, Metrics metrics) {
    String events =
        Stream.of(Bound.values())
            .map(bound -> "($.event = \"%s\")".formatted(bound.event()))
            .collect(Collectors.joining(" || "));
    MetricFilter.Builder.create(scope, "BoundsReached")
        .logGroup(logs)
        .filterPattern(FilterPattern.literal("{ " + events + " }"))
        .metricNamespace(io.griot.contract.Metric.NAMESPACE)
        .metricName(metrics.boundsReached())
        .metricValue("1")
        .dimensions(Map.of(Metrics.CUSTOMER, "$." + Metrics.CUSTOMER))
        .build();
  }

  /** The environment of every function, with the installation it belongs to. */
  static ProcessEnvironment installation(DeploymentConfig config, IBucket bucket) {
    return new ProcessEnvironment()
        .put(SharedSettings.PREFIX, config.names())
        .put(SharedSettings.BUCKET, bucket.getBucketName());
  }

  /** A log group with a retention of a month, which is deleted with its stack. */
  static LogGroup logGroup(Construct scope, String id) {
    return LogGroup.Builder.create(scope, id)
        .retention(RetentionDays.ONE_MONTH)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }
}
