package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.FailureCode;
import io.griot.contract.Outcome;
import io.griot.functions.FunctionsSettings;
import io.griot.local.gateway.ApiFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Refusals because of fair use match the document. */
class FairUseContractIT {
  @RegisterExtension
  static final ApiFixture api =
      ApiFixture.with(command -> new Outcome.Failed(FailureCode.INTERNAL))
          .settings(Map.of(FunctionsSettings.FAIR_USE.key(), "true"));

  @Test
  @Exercises(value = "mediaUpload", failures = FailureCode.UPLOAD_QUOTA_EXCEEDED)
  void refusesMoreFilesThanADayMayHave() throws Exception {
    KeyedCalls files = new KeyedCalls(api, api.key("files"));
    api.limit("files", "uploadsPerDay", 1);
    Map<String, Object> file = Map.of("mimetype", "image/png", "filesize", 1000);

    files.call("mediaUpload", file);

    assertThat(files.fails("mediaUpload", FailureCode.UPLOAD_QUOTA_EXCEEDED, file))
        .isEqualTo("upload_quota_exceeded: at most 1 a day");
  }

  @Test
  void refusesMoreRequestsThanAKeyMaySend() throws Exception {
    KeyedCalls eager = new KeyedCalls(api, api.key("eager"));
    api.limit("eager", "requestsPerMinute", 1);

    eager.call("sessionGetSessions", Map.of());

    eager.fails("sessionGetSessions", FailureCode.RATE_LIMIT_EXCEEDED, Map.of());
  }
}
