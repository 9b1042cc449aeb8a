package io.griot.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.griot.contract.Metric;
import io.griot.contract.ParkSettings;
import io.griot.functions.FunctionsSettings;
import io.griot.functions.supervision.Supervisor;
import io.griot.host.SessionHostConfig;
import io.griot.infra.ApiStack;
import io.griot.infra.HostFleet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostReportTest {
  private final Costs costs = new Costs(Tables.load(), HostFleet.DEFAULT);

  @Test
  void theDocumentHoldsWhatTheCommandPrints() throws IOException {
    assertThat(Files.readString(Path.of("..", "docs", "COST.md")))
        .as("./griot cost --write brings it up to date")
        .isEqualTo(CostReport.text());
  }

  @Test
  void anInstallationWithoutSessionsCostsLessThanFiveDollars() {
    assertThat(costs.fixed().usd()).isLessThan(5);
  }

  @Test
  void aParkedSessionCostsLessThanThirtyFiveCents() {
    assertThat(costs.parkedSession(0).usd()).isLessThan(0.35);
  }

  @Test
  void parkingPaysAtTheShortestTimeThatCustomersMaySet() {
    assertThat(costs.breakEvenMinutes()).isLessThan(ParkSettings.SHORTEST_IDLE.toSeconds() / 60.0);
  }

  @Test
  void parkingPaysWhoeverUsesASessionLessThanEveryQuarterOfAnHour() {
    for (int uses = 0; uses <= 90; uses++) {
      assertThat(costs.parkedSession(uses).usd())
          .as("%d uses a day", uses)
          .isLessThan(costs.idleSession().usd());
    }
  }

  @Test
  void everyReportedMetricIsPaidFor() {
    assertThat(Tables.load().figure("customMetrics")).isEqualTo(Metric.values().length);
  }

  @Test
  void everyRoundOfSupervisionIsPaidFor() {
    assertThat(Tables.load().figure("supervisionMinutes"))
        .isEqualTo(Supervisor.INTERVAL.toSeconds() / 60.0);
  }

  @Test
  void whatAHostDoesByTheClockIsPaidForAsOftenAsItDoesIt() {
    SessionHostConfig host =
        SessionHostConfig.of(
            Map.of("GRIOT_BUCKET", "objects", "GRIOT_TEST_PAGE_URL", "http://127.0.0.1/"));

    assertFigure("heartbeatSeconds", host.lease().renewal());
    assertFigure("waitingLookSeconds", host.look().look());
    assertFigure("hostsLookSeconds", host.look().hosts());
    assertFigure("sessionLookSeconds", host.look().own());
    assertFigure("pollSeconds", host.longPoll());
    assertFigure("usageSeconds", host.usageInterval());
    assertThat(Tables.load().figure("checkpointMinutes"))
        .isEqualTo(host.timing().checkpointInterval().toSeconds() / 60.0);
  }

  @Test
  void marginsAreComputedByWhatTheModelSays() {
    assertThat(FunctionsSettings.COST_RATES.standardText())
        .isEqualTo(costs.rates(ApiStack.MEMORY_MIB / 1024.0));
    assertThat(Tables.load().figure("xofPerUsd"))
        .isEqualTo(Double.parseDouble(FunctionsSettings.XOF_PER_USD.standardText()));
  }

  private static void assertFigure(String name, Duration duration) {
    assertThat(Tables.load().figure(name)).as(name).isEqualTo(duration.toMillis() / 1000.0);
  }

  @Test
  void aBillIsTheSumOfItsLines() {
    double fargate = 730 * (0.03238 + 8 * 0.00356 + 0.005);
    double beats = 730 * 3600 / 4.0 * 6.25e-7;
    double looks = 730 * 3600 * (1.25e-7 / 2 + 1.25e-7 / 2);

    assertThat(costs.host(1).usd()).isEqualTo(fargate + beats + looks, within(1e-9));
  }

  @Test
  void everyHostReadsTheHeartbeatsOfAll() {
    double alone = costs.host(1).usd();

    assertThat(costs.host(4).usd()).as("four in one unit").isEqualTo(alone);
    assertThat(costs.host(60).usd()).isEqualTo(alone + 13 * 730 * 1800 * 1.25e-7, within(1e-9));
  }

  @Test
  void everyPriceSaysWhereItComesFrom() {
    assertThat(Tables.load().priceRows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row).hasSize(5).doesNotContain(""));
  }
}
