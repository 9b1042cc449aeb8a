package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.FailureCode;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import io.griot.local.gateway.ApiFixture;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Customers' usage over HTTP, for customers and operators. */
class UsageContractIT {
  private static final Usage DAY = new Usage(1_000_000, 800, 500_000, Duration.ofHours(100));

  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.withoutPage()
          .settings(Map.of("GRIOT_COST_RATES", "0.01 10 4 9.125", "GRIOT_XOF_PER_USD", "500"));

  static KeyedCalls operator;
  static LocalDate today;

  @BeforeAll
  static void start() throws Exception {
    operator = new KeyedCalls(api, api.adminKey());
    today = LocalDate.now(Clock.systemUTC());
  }

  @Test
  @Exercises("accountGet")
  void showsACustomerWhatThisPeriodCameTo() throws Exception {
    String key = api.key("self");
    api.uses(day("self", Environment.LIVE, today), DAY);
    api.uses(day("self", Environment.TEST, today), new Usage(7, 3, 2, Duration.ofMinutes(30)));
    api.uses(day("self", Environment.LIVE, today.withDayOfMonth(1).minusDays(1)), DAY);

    JsonNode usage = operator.with(key).call("accountGet", Map.of()).at("/account/usage");

    assertThat(usage.path("since").asText()).isEqualTo(today.withDayOfMonth(1).toString());
    assertThat(usage.at("/live/commands").asInt()).isEqualTo(1_000_000);
    assertThat(usage.at("/live/sessionHours").asDouble()).isEqualTo(100);
    assertThat(usage.at("/test/messages").asInt()).isEqualTo(3);
    assertThat(usage.at("/test/sessionHours").asDouble()).isEqualTo(0.5);
  }

  @Test
  @Exercises("adminUsage")
  void showsTheOperatorWhatIsLeftOfACustomersMoney() throws Exception {
    operator.call("adminCustomerCreate", Map.of("customerId", "earns", "keys", List.of()));
    operator.call(
        "adminPaymentRecord",
        Map.of("customerId", "earns", "amount", 10_000, "reference", "r", "periods", 1));
    LocalDate monthBegan = today.withDayOfMonth(1);
    api.uses(day("earns", Environment.LIVE, today), DAY);
    api.uses(day("earns", Environment.TEST, today), new Usage(0, 0, 0, Duration.ofHours(1)));
    api.uses(day("earns", Environment.LIVE, monthBegan.minusDays(1)), DAY);

    JsonNode answer = operator.call("adminUsage", Map.of("customerId", "earns"));

    assertThat(answer.path("usage")).hasSize(1);
    JsonNode row = answer.at("/usage/0");
    assertThat(row.path("messages").asInt()).isEqualTo(800);
    assertThat(row.path("costUsd").asText()).isEqualTo("13.01"); // 1 + 10 + 2, and 0.01 of tests
    assertThat(row.path("incomeXof").asInt()).isEqualTo(10_000);
    assertThat(row.path("incomeUsd").asDouble()).isEqualTo(20);
    assertThat(row.path("marginXof").asInt()).isEqualTo(3_495);
    assertThat(row.path("marginPercent").asInt()).isEqualTo(35);
    assertThat(answer.at("/period/from").asText()).isEqualTo(monthBegan.toString());
    assertThat(answer.at("/period/xofPerUsd").asInt()).isEqualTo(500);
    JsonNode longer =
        operator.call("adminUsage", Map.of("customerId", "earns", "from", monthBegan.minusDays(1)));
    assertThat(longer.at("/usage/0/messages").asInt()).isEqualTo(1_600);
  }

  @Test
  @Exercises("adminUsage")
  void showsAllCustomersPageByPage() throws Exception {
    api.key("all1");
    api.key("all2");
    api.uses(day("all2", Environment.LIVE, today), DAY);

    JsonNode all = operator.call("adminUsage", Map.of());
    JsonNode first = operator.call("adminUsage", Map.of("limit", 1));

    assertThat(all.findValuesAsText("customerId")).contains("all1", "all2");
    assertThat(first.path("usage")).hasSize(1);
    assertThat(first.path("next").asText()).isEqualTo(first.at("/usage/0/customerId").asText());
  }

  @Test
  @Exercises(value = "adminUsage", failures = FailureCode.CUSTOMER_NOT_FOUND)
  void knowsNoUsageOfNobodyAndNoOtherDays() throws Exception {
    String id = "adminUsage";
    operator.fails(id, FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "nobody"));
    operator.fails(id, FailureCode.INVALID_FIELD, Map.of("from", "2026-02-30"));
    operator.fails(id, FailureCode.INVALID_FIELD, Map.of("from", "2020-01-01"));
    operator.fails(id, FailureCode.INVALID_FIELD, Map.of("from", today.plusDays(1)));
  }

  private static UsageDay day(String customer, Environment environment, LocalDate day) {
    return new UsageDay(new CustomerId(customer), environment, day);
  }
}
