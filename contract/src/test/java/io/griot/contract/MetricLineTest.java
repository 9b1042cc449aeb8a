package io.griot.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricLineTest {
  @Test
  void isInCloudWatchsEmbeddedMetricFormat() throws Exception {
    String line =
        MetricLine.of(
            new Names("griot"), Instant.ofEpochMilli(1_000), Map.of(Metric.FREE_SLOTS, 7));

    assertThat(Json.readObject(line))
        .isEqualTo(
            Json.readObject(
                """
                {"_aws": {
                   "Timestamp": 1000,
                   "CloudWatchMetrics": [{
                     "Namespace": "Griot",
                     "Dimensions": [["Installation"]],
                     "Metrics": [{"Name": "FreeSlots", "Unit": "Count"}]}]},
                 "Installation": "griot",
                 "FreeSlots": 7}
                """));
  }

  @Test
  void isOneLine() {
    String line =
        MetricLine.of(new Names("griot"), Instant.EPOCH, Map.of(Metric.COMMAND_AGE, 12.9));

    assertThat(line).doesNotContain("\n").contains("\"CommandAge\":12");
  }
}
