package io.griot.host.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.host.browser.BrowserPage;
import io.griot.host.browser.PageGoneException;
import io.griot.host.browser.PageScriptException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands in the page and fetches their answers. Thread-safe; every method blocks until its
 * deadline at most.
 *
 * <p>Arguments and answers are sent as one JSON text each, because BiDi's own form of a large value
 * is several times its size.
 */
final class PageCalls {
  private static final Logger log = LoggerFactory.getLogger(PageCalls.class);

  /** Longer arguments, in characters, are not sent by BiDi. */
  private static final int MAX_BIDI_TEXT = 100_000;

  /** A multiple of three, so that each slice's base64 is complete. Larger slices are not faster. */
  private static final int SLICE_BYTES = 768 * 1024;

  /**
   * The time by which the host waits longer for a result than the page. The page must time out
   * first, because it knows what its own timeout means.
   */
  static final Duration GRACE = Duration.ofSeconds(5);

  private final BrowserPage page;

  PageCalls(BrowserPage page) {
    this.page = page;
  }

  /** See {@link PageBridge#call}. */
  CallResult call(Command command, List<Path> files, Duration deadline, CallOrder order)
      throws InterruptedException {
    if (!files.isEmpty() && !give(command, files, deadline)) {
      return new CallResult.NotCalled("the page did not take the command's files");
    }
    boolean isLong = command.arguments().toString().length() > MAX_BIDI_TEXT;
    if (isLong && !leaveArguments(command)) {
      return new CallResult.NotCalled("the page did not take the command's arguments");
    }
    long end = System.nanoTime() + deadline.toNanos();
    ObjectNode context = context(command, deadline);
    order.after().forEach(id -> context.withArray("after").add(id.value()));
    context.put("untilQueued", order.onQueued().isPresent());
    Optional<ObjectNode> arguments = isLong ? Optional.empty() : Optional.of(command.arguments());
    return switch (ask(command, arguments, context, deadline)) {
      case Reached.Queued() -> {
        order.onQueued().ifPresent(Runnable::run);
        yield join(command, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
      case Reached.Ended(CallResult result) -> result;
    };
  }

  /** The progress of a call. */
  private sealed interface Reached {
    record Queued() implements Reached {}

    record Ended(CallResult result) implements Reached {}
  }

  /** Waits for the result of a command that the page is working on. */
  private CallResult join(Command command, Duration left) throws InterruptedException {
    ObjectNode context = context(command, left).put("join", true);
    return switch (ask(command, Optional.empty(), context, left)) {
      case Reached.Queued() ->
          throw new IllegalStateException("the page answered a join with \"queued\"");
      case Reached.Ended(CallResult result) -> result;
    };
  }

  /**
   * Puts a command's files into the page. The command has not begun, so a failure has no effect.
   */
  private boolean give(Command command, List<Path> files, Duration deadline)
      throws InterruptedException {
    CompletableFuture<String> given =
        page.giveFiles(
            PageRequest.FUNCTION, List.of(PageRequest.fileChooser(command.id()).json()), files);
    try {
      return given.get(deadline.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
    } catch (TimeoutException | ExecutionException e) {
      given.cancel(false);
      return false;
    }
  }

  private boolean leaveArguments(Command command) {
    try {
      String _ = direct(PageRequest.leaveArguments(command.id(), command.arguments()));
      return true;
    } catch (PageGoneException | PageScriptException e) {
      return false;
    }
  }

  private static ObjectNode context(Command command, Duration deadline) {
    ObjectNode context =
        Json.MAPPER
            .createObjectNode()
            .put("commandId", command.id().value())
            .put("messageId", command.id().messageId())
            .put("deadlineMs", deadline.toMillis())
            .put("expiresAtMs", command.startBy().toEpochMilli());
    context.set("alternatives", Json.alternatives(command));
    return context;
  }

  private Reached ask(
      Command command, Optional<ObjectNode> arguments, ObjectNode context, Duration deadline)
      throws InterruptedException {
    PageRequest request = PageRequest.call(command.operation(), arguments, context);
    CompletableFuture<String> answer = page.call(PageRequest.FUNCTION, List.of(request.json()));
    try {
      long patience = deadline.plus(GRACE).toMillis();
      return reached(Json.readObject(answer.get(patience, TimeUnit.MILLISECONDS)));
    } catch (TimeoutException e) {
      answer.cancel(false);
      return new Reached.Ended(new CallResult.TimedOut());
    } catch (ExecutionException e) {
      return new Reached.Ended(failed(command, e));
    } catch (IllegalArgumentException e) {
      log.atWarn().addKeyValue("commandId", command.id()).log("bridge.answer_malformed");
      return new Reached.Ended(new CallResult.Lost("the bridge's answer is no result"));
    }
  }

  private static Reached reached(ObjectNode tree) {
    return switch (tree.path("reached").asText()) {
      case "queued" -> new Reached.Queued();
      case "early" -> new Reached.Ended(new CallResult.Early());
      case "unknown" -> new Reached.Ended(new CallResult.Lost("the page was loaded anew"));
      default -> new Reached.Ended(CallResult.of(tree));
    };
  }

  private static CallResult failed(Command command, ExecutionException failure) {
    if (failure.getCause() instanceof PageGoneException gone) {
      return new CallResult.Lost(gone.reason());
    }
    // The bridge reports failures as results, so an exception is a bug of the bridge. Its text is
    // not logged.
    log.atWarn()
        .addKeyValue("commandId", command.id())
        .addKeyValue("operation", command.operation())
        .log("bridge.threw");
    return new CallResult.Refused(FailureCode.PAGE_FAILED, "");
  }

  /** See {@link PageBridge#take}. */
  boolean take(CommandId command, long bytes, OutputStream to) throws IOException {
    try {
      for (long from = 0; from < bytes; from += SLICE_BYTES) {
        long end = Math.min(bytes, from + SLICE_BYTES);
        to.write(Base64.getDecoder().decode(direct(PageRequest.slice(command, from, end))));
      }
      String _ = direct(PageRequest.drop(command));
      return true;
    } catch (PageGoneException | PageScriptException e) {
      return false;
    }
  }

  private String direct(PageRequest request) throws PageGoneException, PageScriptException {
    String answer = page.callDirectly(PageRequest.FUNCTION, List.of(request.json()));
    if (answer.equals(PageRequest.ABSENT)) {
      throw new PageGoneException("the bridge is not in the page");
    }
    return answer;
  }
}
