package io.griot.host.bridge;

import io.griot.contract.Json;
import io.griot.host.browser.Page;
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

/** A page whose calls the test answers itself. Thread-safe. */
public final class FakePage implements Page {
  /** The calls in the order they came, unanswered. */
  public final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  /** What the page keeps of its answer. */
  public volatile byte[] kept = {};

  /** What the page looks like. */
  public volatile byte[] picture = {};

  /** The addresses that the page was sent to. */
  public final List<URI> opened = new CopyOnWriteArrayList<>();

  /** A call under way. */
  public record Call(List<String> arguments, CompletableFuture<String> answer) {}

  private volatile Consumer<Message> listener = message -> {};

  @Override
  public void preload(String function, Consumer<Message> messages) {
    listener = messages;
  }

  /** Says something by itself: a JSON text with its number in {@code n}. */
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

  /** Answers slices of {@link #kept}; the page is gone for those beyond its end. */
  @Override
  public String callDirectly(String function, List<?> arguments) throws PageGoneException {
    if (arguments.size() < 3) {
      return "";
    }
    int from = ((Number) arguments.get(1)).intValue();
    int to = ((Number) arguments.get(2)).intValue();
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
