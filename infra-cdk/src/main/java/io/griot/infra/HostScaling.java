package io.griot.infra;

import static io.griot.contract.Metric.FREE_SLOTS;
import static io.griot.contract.Metric.SESSIONS_PLACED;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.AdjustmentType;
import software.amazon.awscdk.services.applicationautoscaling.BasicStepScalingPolicyProps;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.applicationautoscaling.ScalingInterval;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.ScalableTaskCount;

/**
 * As many hosts as the sessions need, and none without sessions.
 *
 * <p>The placement queue says both things that count: its visible messages are sessions that wait
 * for a host, its invisible ones those that have one. Its messages' age says neither, because a
 * session's message stays in the queue as long as the session runs.
 */
final class HostScaling {
  /** Until a host that was just asked for takes sessions: nobody asks again meanwhile. */
  private static final Duration HOST_START = Duration.minutes(3);

  private static final Duration BETWEEN_REMOVALS = Duration.minutes(10);

  /** For how many times five minutes a host must have been one too many. */
  private static final int CALM_PERIODS = 3;

  /** Of hosts too many, when there are no sessions at all: more than there can be. */
  private static final int ALL = 1000;

  private final Metrics metrics;
  private final HostFleet hosts;

  private HostScaling(Metrics metrics, HostFleet hosts) {
    this.metrics = metrics;
    this.hosts = hosts;
  }

  static void of(FargateService service, Metrics metrics, HostFleet hosts) {
    ScalableTaskCount count =
        service.autoScaleTaskCount(
            EnableScalingProps.builder().minCapacity(hosts.min()).maxCapacity(hosts.max()).build());
    HostScaling scaling = new HostScaling(metrics, hosts);
    count.scaleOnMetric("More", scaling.more());
    count.scaleOnMetric("Fewer", scaling.fewer());
  }

  private BasicStepScalingPolicyProps more() {
    int slots = hosts.slots();
    return BasicStepScalingPolicyProps.builder()
        .metric(waiting())
        .adjustmentType(AdjustmentType.CHANGE_IN_CAPACITY)
        .scalingSteps(List.of(from(1, 1), from(slots + 1, 2), from(3 * slots + 1, 4)))
        .evaluationPeriods(1)
        .cooldown(HOST_START)
        .build();
  }

  /**
   * SQS reports a queue that lay idle for six hours only a quarter of an hour after it is used
   * again. So, while no host is there to report free slots, the API's own word counts.
   */
  private IMetric waiting() {
    return Metrics.math(
        "FILL(waiting, 0) + IF(FILL(free, 0) > 0, 0, FILL(placed, 0))",
        Metrics.MINUTE,
        Map.of(
            "waiting", metrics.waiting(Metrics.MINUTE),
            "free", metrics.sum(FREE_SLOTS, Metrics.MINUTE),
            "placed", metrics.sum(SESSIONS_PLACED, Metrics.MINUTE)));
  }

  private BasicStepScalingPolicyProps fewer() {
    return BasicStepScalingPolicyProps.builder()
        .metric(tooMany())
        .adjustmentType(AdjustmentType.CHANGE_IN_CAPACITY)
        .scalingSteps(List.of(from(1, -1), from(ALL, -hosts.max())))
        .evaluationPeriods(CALM_PERIODS)
        .cooldown(BETWEEN_REMOVALS)
        .build();
  }

  /** Whole hosts' worth of free slots, beyond those that are to spare. */
  private IMetric tooMany() {
    String formula =
        "IF(FILL(waiting, 0) + FILL(held, 0) < 1, %d, FLOOR((FILL(free, 0) / 5 - %d) / %d))"
            .formatted(ALL, hosts.spareSlots(), hosts.slots());
    return Metrics.math(
        formula,
        Metrics.FIVE_MINUTES,
        Map.of(
            "waiting", metrics.waiting(Metrics.FIVE_MINUTES),
            "held", metrics.held(Metrics.FIVE_MINUTES),
            "free", metrics.sum(FREE_SLOTS, Metrics.FIVE_MINUTES)));
  }

  private static ScalingInterval from(int lower, int change) {
    return ScalingInterval.builder().lower(lower).change(change).build();
  }
}
