package io.griot.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.local.client.ApiClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a stopped stack's folder is a complete backup. */
class BackupIT {
  @TempDir Path folder;

  @Test
  void aCopyOfTheFolderHasEverything() throws Exception {
    Path original = folder.resolve("original");
    Path copy = folder.resolve("copy");
    String key;
    try (LocalStack stack = LocalStack.start(LocalStackConfig.in(original))) {
      key = stack.mintKey(new CustomerId("shop"), Environment.TEST);
      try (ApiClient api = new ApiClient(stack.apiAddress(), key)) {
        assertThat(api.get("/session/start/main").success()).isTrue();
        assertThat(
                api.send("PUT", "/webhook", "{\"url\": \"https://shop.example/hook\"}", Map.of())
                    .success())
            .isTrue();
      }
    }
    copy(original, copy);
    try (LocalStack stack = LocalStack.start(LocalStackConfig.in(original));
        ApiClient api = new ApiClient(stack.apiAddress(), key)) {
      assertThat(api.send("DELETE", "/webhook", null, Map.of()).success()).isTrue();
      assertThat(api.get("/session/terminate/main").success()).isTrue();
    }

    try (LocalStack stack = LocalStack.start(LocalStackConfig.in(copy));
        ApiClient api = new ApiClient(stack.apiAddress(), key)) {
      assertThat(api.get("/session/getSessions").body().path("result").toString())
          .isEqualTo("[\"main\"]");
      assertThat(api.get("/webhook").body().at("/webhook/url").asText())
          .isEqualTo("https://shop.example/hook");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> found = Files.walk(from)) {
      all = found.toList();
    }
    for (Path one : all) {
      Files.copy(one, to.resolve(from.relativize(one).toString()));
    }
  }
}
