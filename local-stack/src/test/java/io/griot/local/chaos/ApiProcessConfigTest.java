package io.griot.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.contract.net.Cors;
import io.griot.contract.settings.SettingValues;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiProcessConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("GRIOT_BUCKET", "objects", "AWS_REGION", "af-south-1");

  @Test
  void hasDefaults() {
    ApiProcessConfig config = ApiProcessConfig.from(ApiProcessConfig.SETTINGS.read(LEAST));

    assertThat(config.port()).isZero();
    assertThat(config.cors()).isEqualTo(Cors.ANY);
    assertThat(config.functions().bucket()).isEqualTo("objects");
  }

  @Test
  void hasNoSettingThatNobodyReads() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.putAll(
        Map.of(
            "GRIOT_CLUSTER", "griot-hosts",
            "GRIOT_SERVICE", "griot-hosts",
            "GRIOT_DYNAMODB_ENDPOINT", "http://127.0.0.1:1",
            "GRIOT_SQS_ENDPOINT", "http://127.0.0.1:2",
            "GRIOT_S3_ENDPOINT", "http://127.0.0.1:3",
            "AWS_ACCESS_KEY_ID", "local",
            "AWS_SECRET_ACCESS_KEY", "local"));
    SettingValues told = ApiProcessConfig.SETTINGS.read(environment);

    ApiProcessConfig _ = ApiProcessConfig.from(told);
    assertThat(told.unreadKeys()).isEmpty();
  }

  @Test
  void namesWhatIsWrongWithItAndWithTheFunctionsAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ApiProcessConfig.SETTINGS.read(Map.of("GRIOT_API_PORT", "near")))
        .withMessageContainingAll("GRIOT_BUCKET is missing", "GRIOT_API_PORT");
  }
}
