package io.griot.host.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.host.browser.BrowserPage;
import io.griot.host.browser.PageGoneException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** A page whose calls are answered by the test. Thread-safe. */
public final class FakePage implements BrowserPage {
  /** Unanswered calls, in order of arrival. */
  public final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** The content of the answer that the page keeps. */
  public volatile byte[] kept = {};

  /** The screenshot. */
  public volatile byte[] picture = {};

  /** The addresses that were opened. */
  public final List<URI> opened = new CopyOnWriteArrayList<>();

  /** A call that waits for its answer. */
  public record Call(List<String> arguments, CompletableFuture<String> answer) {
    /** The request that the host made. */
    public ObjectNode request() {
      return Json.readObject(arguments.getFirst());
    }
  }

  private volatile Consumer<Message> listener = message -> {};

  @Override
  public void preload(String function, Consumer<Message> messages) {
    listener = messages;
  }

  /** Sends a message to the host: a JSON text with its number in {@code n}. */
  public void say(String json) {
    listener.accept(new Message("document", Json.readObject(json)));
  }

  @Override
  public void open(URI address) {
    opened.add(address);
  }

  @Override
  public CompletableFuture<String> call(String function, List<String> arguments) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    calls.add(new Call(arguments, answer));
    return answer;
  }

  @Override
  public CompletableFuture<String> giveFiles(
      String function, List<String> arguments, List<Path> files) {
    return CompletableFuture.completedFuture("");
  }

  /** Answers slices of {@link #kept}. For a slice beyond its end the page is gone. */
  @Override
  public String callDirectly(String function, List<?> arguments) throws PageGoneException {
    ObjectNode request = Json.readObject(String.valueOf(arguments.getFirst()));
    if (!request.path("type").asText().equals("slice")) {
      return "";
    }
    int from = request.path("from").asInt();
    int to = request.path("to").asInt();
    if (to > kept.length) {
      throw new PageGoneException("crashed");
    }
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(kept, from, to));
  }

  @Override
  public CompletableFuture<byte[]> screenshot() {
    return CompletableFuture.completedFuture(picture);
  }
}
