package io.griot.infra;

import io.griot.contract.Names;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** The metrics used by alarms and the dashboard. */
record Metrics(Names names) {
  static final Duration FIVE_MINUTES = Duration.minutes(5);

  /** The key in log lines, and the metric's dimension, that identify a customer. */
  static final String CUSTOMER = "customerId";

  /** The name of the metric of reached bounds. Each installation has its own. */
  String boundsReached() {
    return names.prefix() + "-BoundsReached";
  }

  /**
   * The number of reached bounds per customer, one line each, so that an alarm names the customer.
   */
  IMetric boundsReachedByCustomer(Duration period) {
    String query =
        "SELECT SUM(\"%s\") FROM SCHEMA(\"%s\", %s) GROUP BY %s ORDER BY SUM() DESC"
            .formatted(boundsReached(), io.griot.contract.Metric.NAMESPACE, CUSTOMER, CUSTOMER);
    return math(query, period, Map.of());
  }

  /** Options of AWS's own metrics: sums over five minutes. */
  static MetricOptions sums() {
    return MetricOptions.builder().period(FIVE_MINUTES).statistic("Sum").build();
  }

  /** The sum of a metric over all of Griot's processes in a period. */
  Metric sum(io.griot.contract.Metric metric, Duration period) {
    return reported(metric, "Sum", period);
  }

  /** The maximum of a metric over all of Griot's processes in a period. */
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
   * The mean over five minutes of a value that every host reports once a minute, summed over hosts.
   */
  IMetric level(io.griot.contract.Metric metric) {
    // Ids must be unique in a graph, and begin with a lower-case letter.
    String id = "the" + metric.title();
    return MathExpression.Builder.create()
        .expression("FILL(%s, 0) / 5".formatted(id))
        .usingMetrics(Map.of(id, sum(metric, FIVE_MINUTES)))
        .label(metric.title())
        .period(FIVE_MINUTES)
        .build();
  }

  /** The time, in seconds, for which the oldest event has waited for its delivery. */
  Metric oldestEvent(Duration period) {
    return ofQueue(names.eventsQueue(), "ApproximateAgeOfOldestMessage", period);
  }

  /** The number of events in the dead-letter queue. */
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
