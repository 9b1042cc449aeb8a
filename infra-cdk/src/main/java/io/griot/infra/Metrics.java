package io.griot.infra;

import io.griot.contract.Names;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** The metrics that alarms and the dashboard look at. */
record Metrics(Names names) {
  static final Duration FIVE_MINUTES = Duration.minutes(5);

  /** The key of lines in logs, and the dimension, that name a customer. */
  static final String CUSTOMER = "customerId";

  /** The name of the metric of bounds that customers reached: an installation's own. */
  String boundsReached() {
    return names.prefix() + "-BoundsReached";
  }

  /** How often each customer reached a bound: a line for each, so that an alarm names them. */
  IMetric boundsReachedByCustomer(Duration period) {
    String query =
        "SELECT SUM(\"%s\") FROM SCHEMA(\"%s\", %s) GROUP BY %s ORDER BY SUM() DESC"
            .formatted(boundsReached(), io.griot.contract.Metric.NAMESPACE, CUSTOMER, CUSTOMER);
    return math(query, period, Map.of());
  }

  /** Options of AWS's own metrics: their sums of five minutes. */
  static MetricOptions sums() {
    return MetricOptions.builder().period(FIVE_MINUTES).statistic("Sum").build();
  }

  /** What Griot's processes report in a period, all of them together. */
  Metric sum(io.griot.contract.Metric metric, Duration period) {
    return reported(metric, "Sum", period);
  }

  /** The most that any of Griot's processes reports in a period. */
  Metric most(io.griot.contract.Metric metric, Duration period) {
    return reported(metric, "Maximum", period);
  }

  /** The least that any of Griot's processes reports in a period. */
  Metric least(io.griot.contract.Metric metric, Duration period) {
    return reported(metric, "Minimum", period);
  }

  /** Requests that DynamoDB throttled: a line for each table, so that an alarm names them. */
  static IMetric throttledRequestsByTable(Duration period) {
    return math(
        "SELECT SUM(ThrottledRequests) FROM SCHEMA(\"AWS/DynamoDB\", Operation, TableName)"
            + " GROUP BY TableName ORDER BY SUM() DESC",
        period,
        Map.of());
  }

  /**
   * A state that every host reports once a minute, all hosts together: its mean of five minutes.
   */
  IMetric level(io.griot.contract.Metric metric) {
    // Ids must differ in a graph of several, and begin with a small letter.
    String id = "the" + metric.title();
    return MathExpression.Builder.create()
        .expression("FILL(%s, 0) / 5".formatted(id))
        .usingMetrics(Map.of(id, sum(metric, FIVE_MINUTES)))
        .label(metric.title())
        .period(FIVE_MINUTES)
        .build();
  }

  /** How many seconds the oldest event has waited for its delivery. */
  Metric oldestEvent(Duration period) {
    return ofQueue(names.eventsQueue(), "ApproximateAgeOfOldestMessage", period);
  }

  /** Events that were given up. */
  Metric deadEvents(Duration period) {
    return ofQueue(names.deadEventsQueue(), "ApproximateNumberOfMessagesVisible", period);
  }

  /** A formula over metrics, all of the same period. */
  static IMetric math(String formula, Duration period, Map<String, ? extends IMetric> metrics) {
    return MathExpression.Builder.create()
        .expression(formula)
        .usingMetrics(metrics)
        .period(period)
        .build();
  }

  private Metric reported(io.griot.contract.Metric metric, String statistic, Duration period) {
    return Metric.Builder.create()
        .namespace(io.griot.contract.Metric.NAMESPACE)
        .metricName(metric.title())
        .dimensionsMap(Map.of(io.griot.contract.Metric.DIMENSION, names.prefix()))
        .statistic(statistic)
        .period(period)
        .build();
  }

  private static Metric ofQueue(String queue, String name, Duration period) {
    return Metric.Builder.create()
        .namespace("AWS/SQS")
        .metricName(name)
        .dimensionsMap(Map.of("QueueName", queue))
        .statistic("Maximum")
        .period(period)
        .build();
  }
}
