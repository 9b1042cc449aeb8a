package io.griot.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.net.Cors;
import io.griot.contract.settings.SettingValues;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeploymentConfigTest {
  private static final DeploymentConfig.Artifacts ARTIFACTS =
      DeploymentConfig.Artifacts.below(Path.of("griot"), LocalDate.of(2026, 1, 8));

  @Test
  void needsARegionAlone() {
    DeploymentConfig config = DeploymentConfig.from(Map.of("AWS_REGION", "eu-west-1"), ARTIFACTS);

    assertThat(config.names().prefix()).isEqualTo("griot");
    assertThat(config.account()).isEmpty();
    assertThat(config.livePage()).hasToString("https://web.whatsapp.com/");
    assertThat(config.testPage()).hasToString("https://sandbox.invalid/");
    assertThat(config.domain()).isEmpty();
    assertThat(config.cors()).isEqualTo(Cors.ANY);
    assertThat(config.hosts()).isEqualTo(new HostFleet(1024, 8192, 0, 10, 0, false));
    assertThat(config.alarmEmail()).isEmpty();
    assertThat(config.monthlyBudgetUsd()).isEqualTo(100);
  }

  @Test
  void saysAllThatIsWrongAtOnce() {
    assertThatThrownBy(() ->
            DeploymentConfig.from(
                Map.of(
                    "GRIOT_PREFIX", "Griot",
                    "GRIOT_DOMAIN", "api.example.com",
                    "GRIOT_CORS_ORIGINS", "shop.example",
                    "GRIOT_MAX_HOSTS", "many"),
                ARTIFACTS))
        .hasMessageContainingAll(
            "GRIOT_PREFIX",
            "AWS_REGION is missing",
            "GRIOT_CERTIFICATE_ARN",
            "GRIOT_CORS_ORIGINS",
            "GRIOT_MAX_HOSTS is not a whole number from 1 to 100, for example 10");
  }

  @Test
  void hasNoSettingThatNobodyReads() {
    SettingValues told =
        DeploymentSettings.ALL.read(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "GRIOT_DOMAIN", "api.example.com",
                "GRIOT_CERTIFICATE_ARN", "arn:aws:acm:eu-west-1:123456789012:certificate/one"));

    DeploymentConfig.from(told, ARTIFACTS);

    assertThat(told.unreadKeys()).isEmpty();
  }

  @Test
  void packagesAreThoseOfTheWeek() {
    assertThat(ARTIFACTS.packagesOf()).isEqualTo(LocalDate.of(2026, 1, 5));
    assertThat(
            DeploymentConfig.Artifacts.below(Path.of("griot"), LocalDate.of(2026, 1, 5))
                .packagesOf())
        .isEqualTo(LocalDate.of(2026, 1, 5));
  }
}
