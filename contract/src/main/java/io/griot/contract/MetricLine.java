package io.griot.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A log line from which CloudWatch makes metrics (embedded metric format). It needs no API call and
 * no permission. Outside AWS it is an ordinary line.
 */
public final class MetricLine {
  private MetricLine() {}

  /** The line, without a line break. */
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
