package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.host.browser.Page;
import io.griot.host.browser.PageGoneException;
import io.griot.host.browser.PageScriptException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks with the script in the page. Thread-safe; many calls may be under way at once.
 *
 * <p>Arguments and answers cross as one JSON text each: BiDi's own form of a large tree is several
 * times its size.
 */
public final class Bridge {
  private static final Logger log = LoggerFactory.getLogger(Bridge.class);

  private static final String CALL =
      """
      async (operation, args, context) => {
        const griot = window.__griot;
        if (griot === undefined) return '{"absent":true}';
        return griot.callText(operation, args, JSON.parse(context));
      }\
      """;

  private static final String FILE_CHOOSER =
      """
      (commandId) => {
        const griot = window.__griot;
        return griot === undefined ? 'absent' : griot.fileChooser(commandId);
      }\
      """;

  private static final String LEAVE_ARGUMENTS =
      "(commandId, args) => window.__griot?.leaveArguments(commandId, args)";

  private static final String SLICE =
      "(commandId, from, to) => window.__griot.slice(commandId, from, to)";

  private static final String DROP = "(commandId) => window.__griot?.drop(commandId)";

  /** Longer arguments, in characters, do not go by BiDi. */
  private static final int MAX_BIDI_TEXT = 100_000;

  /** Of three bytes, so that each slice's base64 is whole. Larger ones are not faster. */
  private static final int SLICE_BYTES = 768 * 1024;

  /**
   * How much longer than the page this side waits for a call's result: the page knows best what a
   * call that takes too long means, so its deadline must pass first.
   */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private static final String PULSE =
      """
      async (mayBeUsed) => {
        const griot = window.__griot;
        if (griot === undefined) return '{"absent":true}';
        return JSON.stringify(await griot.pulse(mayBeUsed === 'true'));
      }\
      """;

  private static final String LOG_OUT =
      """
      async () => {
        const griot = window.__griot;
        return griot === undefined ? 'false' : String(await griot.logout());
      }\
      """;

  private static final String DROP_SIGNAL_SESSIONS =
      """
      async () => {
        const griot = window.__griot;
        return griot === undefined ? '{"absent":true}' : griot.dropSignalSessions();
      }\
      """;

  private static final String RELOAD =
      """
      () => {
        window.location.reload();
        return '';
      }\
      """;

  private final Page page;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();

  /** Who waits for the device to be unlinked. */
  private final AtomicReference<CompletableFuture<Boolean>> unlinking;

  private volatile Instant lastUsed;

  private Bridge(
      Page page, InstantSource clock, AtomicReference<CompletableFuture<Boolean>> unlinking) {
    this.page = page;
    this.clock = clock;
    this.unlinking = unlinking;
    this.lastUsed = clock.instant();
  }

  /**
   * Puts the script into the page's documents to come.
   *
   * @param listener hears what they say, in the order they say it, one call at a time
   */
  public static Bridge install(
      Page page, BridgeScript script, InstantSource clock, Consumer<PageEvent> listener)
      throws IOException {
    AtomicReference<CompletableFuture<Boolean>> unlinking =
        new AtomicReference<>(new CompletableFuture<>());
    Resequencer resequencer =
        new Resequencer(
            new Resequencer.Listener() {
              @Override
              public void documentOpened() {
                listener.accept(new PageEvent.Opened());
              }

              @Override
              public void message(JsonNode content) {
                Optional<PageEvent> event = PageEvent.of(content, clock.instant());
                event.ifPresent(listener);
                if (event.filter(Bridge::isUnlinked).isPresent()) {
                  unlinking.get().complete(true);
                }
              }

              // How an older document stood holds no more; what happened in the account did.
              @Override
              public void late(JsonNode content) {
                PageEvent.of(content, clock.instant())
                    .filter(PageEvent.Happened.class::isInstance)
                    .ifPresent(listener);
              }
            });
    page.preload(script.function(), resequencer::accept);
    return new Bridge(page, clock, unlinking);
  }

  private static boolean isUnlinked(PageEvent event) {
    return event instanceof PageEvent.LoggedOut end && end.isUnlinked();
  }

  /**
   * Carries a command out in the page. Never throws for what the page did.
   *
   * @param files of this machine that the command's arguments speak of by their number
   * @param deadline how long the page may work on it; it is told. This waits 5 s longer
   */
  public CallResult call(Command command, List<Path> files, Duration deadline)
      throws InterruptedException {
    return call(command, files, deadline, CallOrder.NONE);
  }

  /** The same in the order of other calls. */
  public CallResult call(Command command, List<Path> files, Duration deadline, CallOrder order)
      throws InterruptedException {
    underWay.incrementAndGet();
    try {
      return carriedOut(command, files, deadline, order);
    } finally {
      lastUsed = clock.instant();
      underWay.decrementAndGet();
    }
  }

  private CallResult carriedOut(
      Command command, List<Path> files, Duration deadline, CallOrder order)
      throws InterruptedException {
    if (!files.isEmpty() && !give(command, files, deadline)) {
      return new CallResult.NotCalled("the page did not take the command's files");
    }
    Optional<String> arguments = arguments(command);
    if (arguments.isEmpty()) {
      return new CallResult.NotCalled("the page did not take the command's arguments");
    }
    long end = System.nanoTime() + deadline.toNanos();
    ObjectNode context = context(command, deadline);
    order.after().forEach(id -> context.withArray("after").add(id.value()));
    context.put("untilQueued", order.onQueued().isPresent());
    return switch (ask(command, arguments.get(), context, deadline)) {
      case Reached.Queued() -> {
        order.onQueued().ifPresent(Runnable::run);
        yield join(command, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
      case Reached.Ended(CallResult result) -> result;
    };
  }

  /** How far a call got. */
  private sealed interface Reached {
    record Queued() implements Reached {}

    record Ended(CallResult result) implements Reached {}
  }

  /** Waits for the end of what the page works on. */
  private CallResult join(Command command, Duration left) throws InterruptedException {
    ObjectNode context = context(command, left).put("join", true);
    return switch (ask(command, "{}", context, left)) {
      case Reached.Queued() -> throw new IllegalStateException("nobody asked for it");
      case Reached.Ended(CallResult result) -> result;
    };
  }

  /** How long no command was called in the page; empty while one is. */
  public Optional<Duration> idleFor() {
    // The order matters: a call that ends in between has then set the time.
    if (underWay.get() > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(lastUsed, clock.instant()));
  }

  /** Loads the page anew. Does not wait for it: the new document says when it is there. */
  public void reload() {
    var _ = page.call(RELOAD, List.of());
  }

  /** The operation has not begun, so whatever happens here has no effect. */
  private boolean give(Command command, List<Path> files, Duration deadline)
      throws InterruptedException {
    CompletableFuture<String> given =
        page.giveFiles(FILE_CHOOSER, List.of(command.id().value()), files);
    try {
      return given.get(deadline.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
    } catch (TimeoutException | ExecutionException e) {
      given.cancel(false);
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

  private Reached ask(Command command, String arguments, ObjectNode context, Duration deadline)
      throws InterruptedException {
    CompletableFuture<String> answer =
        page.call(CALL, List.of(command.operation(), arguments, context.toString()));
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
      default -> new Reached.Ended(result(tree));
    };
  }

  /** What goes by BiDi: nothing when the page has them already; empty when it did not take them. */
  private Optional<String> arguments(Command command) {
    String text = command.arguments().toString();
    if (text.length() <= MAX_BIDI_TEXT) {
      return Optional.of(text);
    }
    try {
      page.callDirectly(LEAVE_ARGUMENTS, List.of(command.id().value(), text));
      return Optional.of("");
    } catch (PageGoneException | PageScriptException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes what the page kept of a command's answer, which it then forgets.
   *
   * @param bytes as it said
   * @return false when the page went meanwhile
   * @throws IOException when {@code to} cannot be written
   */
  public boolean take(CommandId command, long bytes, OutputStream to) throws IOException {
    String id = command.value();
    underWay.incrementAndGet();
    try {
      for (long from = 0; from < bytes; from += SLICE_BYTES) {
        long end = Math.min(bytes, from + SLICE_BYTES);
        byte[] slice = Base64.getDecoder().decode(page.callDirectly(SLICE, List.of(id, from, end)));
        to.write(slice);
      }
      page.callDirectly(DROP, List.of(id));
      return true;
    } catch (PageGoneException | PageScriptException e) {
      return false;
    } finally {
      lastUsed = clock.instant();
      underWay.decrementAndGet();
    }
  }

  /** What the page shows, as a PNG; empty when it does not say so within the deadline. */
  public Optional<byte[]> screenshot(Duration deadline) throws InterruptedException {
    CompletableFuture<byte[]> picture = page.screenshot();
    try {
      return Optional.of(picture.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      picture.cancel(false);
      return Optional.empty();
    }
  }

  /**
   * Asks the page whether it lives.
   *
   * @param mayBeUsed whether it may send by itself what an earlier page left unsent
   * @return empty when it does not say so within the deadline
   */
  public Optional<Pulse> pulse(Duration deadline, boolean mayBeUsed) throws InterruptedException {
    CompletableFuture<String> answer = page.call(PULSE, List.of(String.valueOf(mayBeUsed)));
    try {
      ObjectNode pulse = Json.readObject(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
      if (pulse.path("absent").asBoolean()) {
        return Optional.empty();
      }
      JsonNode lastEventAt = pulse.path("lastEventAt");
      return Optional.of(
          new Pulse(
              PageState.of(pulse),
              lastEventAt.isNumber()
                  ? Optional.of(Instant.ofEpochMilli(lastEventAt.longValue()))
                  : Optional.empty()));
    } catch (TimeoutException e) {
      answer.cancel(false);
      return Optional.empty();
    } catch (ExecutionException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Has WhatsApp's server unlink this device. The page reloads soon after it, so the answer may be
   * lost with the page, and never come; then it counts that the page said so by itself.
   *
   * @return whether the server confirmed it in time; otherwise the phone may go on showing it
   */
  public boolean logOut(Duration deadline) throws InterruptedException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    unlinking.set(done);
    CompletableFuture<String> answer = page.call(LOG_OUT, List.of());
    var _ =
        answer.whenComplete((text, failure) -> {
          if (failure == null) {
            done.complete(text.equals("true"));
          } else {
            // What the page said before it went is on its way.
            done.completeOnTimeout(false, GRACE.toMillis(), TimeUnit.MILLISECONDS);
          }
        });
    try {
      return done.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(false);
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Has the page drop its Signal sessions and own sender keys from WhatsApp's database. The page
   * must be loaded anew then: WhatsApp has them in memory too.
   *
   * @return what of WhatsApp's modules that needs and is not there, by name, and nothing when it is
   *     done; empty when the page does not say so within the deadline, or it failed
   */
  public Optional<List<String>> dropSignalSessions(Duration deadline) throws InterruptedException {
    CompletableFuture<String> answer = page.call(DROP_SIGNAL_SESSIONS, List.of());
    try {
      ObjectNode said = Json.readObject(answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS));
      List<String> missing = new ArrayList<>();
      said.path("missing").forEach(name -> missing.add(name.asText()));
      boolean isAnswer = said.path("dropped").asBoolean() || !missing.isEmpty();
      return isAnswer ? Optional.of(List.copyOf(missing)) : Optional.empty();
    } catch (TimeoutException e) {
      answer.cancel(false);
      return Optional.empty();
    } catch (ExecutionException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static CallResult result(ObjectNode tree) {
    if (tree.path("absent").asBoolean()) {
      return new CallResult.NotCalled("the bridge is not in the page");
    }
    Duration pageTime = Duration.ofNanos(Math.round(tree.path("pageMs").asDouble() * 1000) * 1000);
    if (tree.path("ok").asBoolean() && tree.get("answer") instanceof ObjectNode answer) {
      return new CallResult.Answered(answer, pageTime);
    }
    if (tree.path("ok").asBoolean() && tree.get("kept") instanceof ObjectNode kept) {
      return new CallResult.Kept(
          kept.path("isJson").asBoolean(),
          kept.path("bytes").asLong(),
          kept.path("mimetype").asText(),
          Optional.of(kept.path("filename").asText()).filter(name -> !name.isEmpty()),
          pageTime);
    }
    return new CallResult.Refused(code(tree.path("code").asText()), tree.path("detail").asText(""));
  }

  private static FailureCode code(String name) {
    return Arrays.stream(FailureCode.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElse(FailureCode.PAGE_FAILED);
  }

  private static CallResult failed(Command command, ExecutionException failure) {
    if (failure.getCause() instanceof PageGoneException gone) {
      return new CallResult.Lost(gone.reason());
    }
    // The bridge answers failures as results, so an exception is its own bug. Its text stays here.
    log.atWarn()
        .addKeyValue("commandId", command.id())
        .addKeyValue("operation", command.operation())
        .log("bridge.threw");
    return new CallResult.Refused(FailureCode.PAGE_FAILED, "");
  }
}
