package io.griot.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.contract.Pace;
import io.griot.contract.settings.SettingValues;
import io.griot.functions.supervision.HostPlan;
import io.griot.functions.usage.CostRates;
import io.griot.functions.usage.ExchangeRate;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsConfigTest {
  private static final Map<String, String> LOCAL =
      Map.of(
          "GRIOT_BUCKET", "objects",
          "AWS_REGION", "af-south-1",
          "GRIOT_CLUSTER", "griot-hosts",
          "GRIOT_SERVICE", "griot-hosts",
          "GRIOT_DYNAMODB_ENDPOINT", "http://127.0.0.1:1",
          "GRIOT_SQS_ENDPOINT", "http://127.0.0.1:2",
          "GRIOT_S3_ENDPOINT", "http://127.0.0.1:3",
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "hush");

  @Test
  void hasTheseDefaults() {
    FunctionsConfig config =
        FunctionsConfig.from(Map.of("GRIOT_BUCKET", "objects", "AWS_REGION", "af-south-1"));

    assertThat(config.names().prefix()).isEqualTo("griot");
    assertThat(config.bucket()).isEqualTo("objects");
    assertThat(config.region()).isEqualTo("af-south-1");
    assertThat(config.endpoints()).isEmpty();
    assertThat(config.evidenceBound()).isEqualTo(Duration.ofSeconds(45));
    assertThat(config.webhooksToLoopback()).isFalse();
    assertThat(config.pace()).isEqualTo(new Pace(Duration.ofSeconds(1), 20));
    assertThat(config.fairUse()).isTrue();
    assertThat(config.mostWaiting()).isEqualTo(10_000);
    assertThat(config.costs().rates()).isEqualTo(CostRates.of("0.0044", "10.8", "5.1", "10.1"));
    assertThat(config.costs().rate()).isEqualTo(ExchangeRate.of("600"));
    assertThat(config.service()).isEmpty();
    assertThat(config.hosts()).isEqualTo(new HostPlan.Limits(0, 10, 10, 1));
    assertThat(config.clockShift()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0s,0", "250ms,250", "2s,2000", "1m,60000", "60m,3600000"})
  void readsAPace(String interval, long millis) {
    FunctionsConfig config =
        FunctionsConfig.from(
            Map.of(
                "GRIOT_BUCKET", "objects",
                "AWS_REGION", "af-south-1",
                "GRIOT_SEND_INTERVAL", interval,
                "GRIOT_SEND_BURST", "5"));

    assertThat(config.pace()).isEqualTo(new Pace(Duration.ofMillis(millis), 5));
  }

  @ParameterizedTest
  @CsvSource({"5m,300", "-5m,-300", "0s,0", "-90s,-90"})
  void shiftsItsClockForTests(String shift, long seconds) {
    FunctionsConfig config =
        FunctionsConfig.from(
            Map.of(
                "GRIOT_BUCKET", "objects",
                "AWS_REGION", "af-south-1",
                "GRIOT_CLOCK_SHIFT", shift));

    assertThat(config.clockShift()).isEqualTo(Duration.ofSeconds(seconds));
    Clock shifted = Clock.offset(Clock.systemUTC(), config.clockShift());
    assertThat(config.clock()).isEqualTo(shifted);
  }

  @Test
  void knowsTheHostsService() {
    FunctionsConfig config =
        FunctionsConfig.from(
            Map.of(
                "GRIOT_BUCKET", "objects",
                "AWS_REGION", "af-south-1",
                "GRIOT_CLUSTER", "griot-hosts",
                "GRIOT_SERVICE", "griot-hosts",
                "GRIOT_MIN_HOSTS", "1",
                "GRIOT_MAX_HOSTS", "4",
                "GRIOT_SLOTS", "24"));

    assertThat(config.service())
        .contains(new FunctionsConfig.Service("griot-hosts", "griot-hosts"));
    assertThat(config.hosts()).isEqualTo(new HostPlan.Limits(1, 4, 24, 2));
  }

  @Test
  void namesEverythingThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            FunctionsConfig.from(
                Map.of(
                    "GRIOT_PREFIX", "No Good",
                    "GRIOT_EVIDENCE_SECONDS", "0",
                    "GRIOT_WEBHOOKS_TO_LOOPBACK", "maybe",
                    "GRIOT_SEND_INTERVAL", "61m",
                    "GRIOT_CLUSTER", "alone",
                    "GRIOT_SLOTS", "0",
                    "GRIOT_MIN_HOSTS", "11",
                    "GRIOT_SQS_ENDPOINT", "nowhere")))
        .withMessageContainingAll(
            "GRIOT_PREFIX",
            "GRIOT_BUCKET",
            "AWS_REGION",
            "GRIOT_EVIDENCE_SECONDS",
            "GRIOT_WEBHOOKS_TO_LOOPBACK",
            "GRIOT_SEND_INTERVAL",
            "GRIOT_CLUSTER and GRIOT_SERVICE come together",
            "GRIOT_SLOTS",
            "GRIOT_MIN_HOSTS is above GRIOT_MAX_HOSTS",
            "GRIOT_SQS_ENDPOINT is not",
            "GRIOT_DYNAMODB_ENDPOINT is missing, GRIOT_S3_ENDPOINT is missing");
  }

  @Test
  void endpointsNeedCredentials() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            FunctionsConfig.from(
                Map.of(
                    "GRIOT_BUCKET", "objects",
                    "AWS_REGION", "af-south-1",
                    "GRIOT_DYNAMODB_ENDPOINT", "http://127.0.0.1:1",
                    "GRIOT_SQS_ENDPOINT", "http://127.0.0.1:2",
                    "GRIOT_S3_ENDPOINT", "http://127.0.0.1:3",
                    "AWS_ACCESS_KEY_ID", "local")))
        .withMessage(
            "GRIOT_DYNAMODB_ENDPOINT needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY:"
                + " AWS_SECRET_ACCESS_KEY is missing");
  }

  @Test
  void hasNoSettingThatNobodyReads() {
    SettingValues told = FunctionsSettings.ALL.read(LOCAL);

    FunctionsConfig.from(told);

    assertThat(told.unreadKeys()).isEmpty();
  }

  @Test
  void doesNotPrintCredentials() {
    assertThat(FunctionsConfig.from(LOCAL).toString())
        .doesNotContain("hush")
        .contains("127.0.0.1:3");
  }
}
