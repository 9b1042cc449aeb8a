package io.griot.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A line of a log from which CloudWatch makes metrics (its embedded metric format): no call, no
 * permission, and on one's own machine a line like any other.
 */
public final class MetricLine {
  private MetricLine() {}

  /** The line, without a line's end. */
  public static String of(Names names, Instant at, Map<Metric, ? extends Number> values) {
    ObjectNode line = Json.MAPPER.createObjectNode();
    ObjectNode head = line.putObject("_aws").put("Timestamp", at.toEpochMilli());
    ObjectNode directive = head.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", Metric.NAMESPACE);
    directive.putArray("Dimensions").addArray().add(Metric.DIMENSION);
    ArrayNode metrics = directive.putArray("Metrics");
    line.put(Metric.DIMENSION, names.prefix());
    values.forEach((metric, value) -> {
      metrics.addObject().put("Name", metric.title()).put("Unit", metric.unit().title());
      line.put(metric.title(), value.longValue());
    });
    return line.toString();
  }
}
