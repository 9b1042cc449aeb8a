package io.griot.host.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RemoteValueTest {
  @Test
  void readsWhatBiDiMakesOfAnObject() {
    Map<String, Object> remote =
        Map.of(
            "type",
            "object",
            "value",
            List.of(
                List.of("n", Map.of("type", "number", "value", 1L)),
                List.of("type", Map.of("type", "string", "value", "qr")),
                List.of("qr", Map.of("type", "null")),
                List.of(
                    "list",
                    Map.of(
                        "type",
                        "array",
                        "value",
                        List.of(Map.of("type", "boolean", "value", true))))));
    assertThat(RemoteValue.toJson(remote).toString())
        .isEqualTo("{\"n\":1,\"type\":\"qr\",\"qr\":null,\"list\":[true]}");
  }

  @Test
  void readsWhatJsonCannotSayAsNull() {
    assertThat(RemoteValue.toJson(Map.of("type", "function")).isNull()).isTrue();
    assertThat(RemoteValue.toJson(null).isNull()).isTrue();
  }
}
