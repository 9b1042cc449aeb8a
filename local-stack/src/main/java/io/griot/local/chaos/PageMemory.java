package io.griot.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets a page use memory, through the debugging port that a run's browsers have beside their
 * driver's pipe.
 */
final class PageMemory {
  /** The browser's argument that opens the debugging port. */
  static final String ARGUMENT = "--remote-debugging-port=0";

  private static final int BYTES_PER_PIECE = 1 << 20;
  private static final long DEADLINE_SECONDS = 30;
  private static final Duration PAGE_DEADLINE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(300);

  private PageMemory() {}

  /**
   * Makes the page of the browser with this profile hold more memory until it is reloaded.
   *
   * @throws IOException when the browser cannot be reached, for instance because it is ending
   */
  static void grow(Path profile, int mebibytes) throws IOException {
    String expression =
        "void (globalThis.grown = Array.from({length: %d}, () => new Uint8Array(%d).fill(1)))"
            .formatted(mebibytes, BYTES_PER_PIECE);
    String order =
        Json.MAPPER
            .createObjectNode()
            .put("id", 1)
            .put("method", "Runtime.evaluate")
            .set("params", Json.MAPPER.createObjectNode().put("expression", expression))
            .toString();
    try (HttpClient http = HttpClient.newHttpClient()) {
      CompletableFuture<Void> answered = new CompletableFuture<>();
      WebSocket socket =
          http.newWebSocketBuilder()
              .buildAsync(page(http, profile), new Answer(answered))
              .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      socket.sendText(order, true).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      answered.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
      socket.abort();
      http.shutdownNow();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the page does not answer on its debugging port", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The address of the browser's page. A browser that has just started has none yet. */
  private static URI page(HttpClient http, Path profile) throws IOException {
    AtomicReference<Optional<URI>> page = new AtomicReference<>(Optional.empty());
    boolean found =
        Pause.until(
            PAGE_DEADLINE,
            POLL,
            () -> {
              page.set(find(http, profile));
              return page.get().isPresent();
            });
    if (!found) {
      throw new IOException("the browser has no page");
    }
    return page.get().orElseThrow();
  }

  private static Optional<URI> find(HttpClient http, Path profile) {
    try {
      return look(http, profile);
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<URI> look(HttpClient http, Path profile)
      throws IOException, InterruptedException {
    String port = Files.readAllLines(profile.resolve("DevToolsActivePort")).getFirst();
    HttpRequest list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s/json".formatted(port))).build();
    String text = http.send(list, HttpResponse.BodyHandlers.ofString()).body();
    for (JsonNode target : Json.MAPPER.readTree(text)) {
      if (target.path("type").asText().equals("page")
          && target.path("url").asText().startsWith("http")) {
        return Optional.of(URI.create(target.path("webSocketDebuggerUrl").asText()));
      }
    }
    return Optional.empty();
  }

  /** Completes with the first message, or with the end of the socket. */
  private record Answer(CompletableFuture<Void> answered) implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      answered.complete(null);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      answered.completeExceptionally(error);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      answered.completeExceptionally(new IOException("the debugging port closed"));
      return CompletableFuture.completedFuture(null);
    }
  }
}
