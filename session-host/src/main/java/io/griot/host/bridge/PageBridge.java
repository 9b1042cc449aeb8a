package io.griot.host.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.host.browser.BrowserPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The host's side of the bridge: calls the script in the page and receives its messages.
 * Thread-safe; many calls may run at once, and each blocks until its deadline at most.
 *
 * <p>Arguments and answers are sent as one JSON text each, because BiDi's own form of a large value
 * is several times its size.
 */
public final class PageBridge {
  private static final int MOST_LACKING = 4_000_000;
  private static final int LACKING_AT_ONCE = 20;

  private final BrowserPage page;
  private final PageCalls calls;
  private final Confirmations confirmations;
  private final InstantSource clock;
  private final AtomicInteger underWay = new AtomicInteger();

  /** Completed when the device is unlinked. */
  private final AtomicReference<CompletableFuture<Boolean>> unlinking;

  private volatile Instant lastUsed;

  private PageBridge(
      BrowserPage page,
      InstantSource clock,
      AtomicReference<CompletableFuture<Boolean>> unlinking) {
    this.page = page;
    this.calls = new PageCalls(page);
    this.confirmations = new Confirmations(request -> ask(request));
    this.clock = clock;
    this.unlinking = unlinking;
    this.lastUsed = clock.instant();
  }

  /**
   * Installs the script in all later documents of the page.
   *
   * @param listener receives the page's events in order, one at a time
   */
  public static PageBridge install(
      BrowserPage page, BridgeScript script, InstantSource clock, Consumer<PageEvent> listener)
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
                if (event.filter(PageBridge::isUnlinked).isPresent()) {
                  unlinking.get().complete(true);
                }
              }

              // An older document's connection is outdated; events of the account are not.
              @Override
              public void late(JsonNode content) {
                PageEvent.of(content, clock.instant())
                    .filter(PageEvent.Happened.class::isInstance)
                    .ifPresent(listener);
              }
            });
    page.preload(script.function(), resequencer::accept);
    return new PageBridge(page, clock, unlinking);
  }

  private static boolean isUnlinked(PageEvent event) {
    return event instanceof PageEvent.LoggedOut end && end.isUnlinked();
  }

  /**
   * Runs a command in the page. Failures of the page are results, not exceptions.
   *
   * @param files local files to which the command's arguments refer by index
   * @param deadline the time that the page has for it, which the page is told. This method waits 5
   *     s longer
   */
  public CallResult call(Command command, List<Path> files, Duration deadline)
      throws InterruptedException {
    return call(command, files, deadline, CallOrder.NONE);
  }

  /** Runs a command in the order of other calls. */
  public CallResult call(Command command, List<Path> files, Duration deadline, CallOrder order)
      throws InterruptedException {
    underWay.incrementAndGet();
    try {
      return calls.call(command, files, deadline, order);
    } finally {
      lastUsed = clock.instant();
      underWay.decrementAndGet();
    }
  }

  /** Time since the last command ended; empty while one runs. */
  public Optional<Duration> idleFor() {
    // Order matters: a call that ends between the two reads has set the time already.
    if (underWay.get() > 0) {
      return Optional.empty();
    }
    return Optional.of(Duration.between(lastUsed, clock.instant()));
  }

  /** Reloads the page. Does not wait for the new document, which reports itself. */
  public void reload() {
    var _ = ask(PageRequest.reload());
  }

  /**
   * Moves an answer that the page keeps to a stream. The page then forgets it. Blocks.
   *
   * @param bytes length, as the page reported it
   * @return false when the page was lost meanwhile
   * @throws IOException when {@code to} cannot be written
   */
  public boolean take(CommandId command, long bytes, OutputStream to) throws IOException {
    underWay.incrementAndGet();
    try {
      return calls.take(command, bytes, to);
    } finally {
      lastUsed = clock.instant();
      underWay.decrementAndGet();
    }
  }

  /** A screenshot as PNG; empty when there is none within the deadline. */
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
   * Asks the page for a sign of life.
   *
   * @param mayBeUsed whether the page may send messages that an earlier page left unsent
   * @return empty when there is no answer within the deadline
   */
  public Optional<Pulse> pulse(Duration deadline, boolean mayBeUsed) throws InterruptedException {
    CompletableFuture<String> answer = ask(PageRequest.pulse(mayBeUsed));
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
                  : Optional.empty(),
              pulse.path("storageFails").asBoolean()));
    } catch (TimeoutException e) {
      answer.cancel(false);
      return Optional.empty();
    } catch (ExecutionException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Makes WhatsApp's server unlink this device. The page reloads soon after that, so its answer may
   * be lost; then its own report of the logout counts.
   *
   * @return whether the server confirmed it in time; if not, the phone may still show the device
   */
  public boolean logOut(Duration deadline) throws InterruptedException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    unlinking.set(done);
    CompletableFuture<String> answer = ask(PageRequest.logout());
    var _ =
        answer.whenComplete((text, failure) -> {
          if (failure == null) {
            done.complete(text.equals("true"));
          } else {
            // Reports of the page from before it was lost may still be on their way.
            done.completeOnTimeout(false, PageCalls.GRACE.toMillis(), TimeUnit.MILLISECONDS);
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
   * Makes the page drop its Signal sessions and own sender keys from WhatsApp's database. The page
   * must be reloaded afterwards, because WhatsApp has them in memory too.
   *
   * @return names of required WhatsApp modules that are missing; none when it is done. Empty when
   *     the page failed or did not answer within the deadline
   */
  public Optional<List<String>> dropSignalSessions(Duration deadline) throws InterruptedException {
    CompletableFuture<String> answer = ask(PageRequest.dropSignalSessions());
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

  /**
   * Tells the page that an event is stored, so that it need not keep it. Returns at once. If the
   * page is lost meanwhile, the next one reports the event again.
   */
  public void confirm(PageEvent.Happened event) {
    confirmations.add(event);
  }

  /**
   * Makes the page report its stored messages since a time, marked as recovered. The page holds
   * back all newer events until then, at most for some seconds. Returns at once.
   *
   * @param since empty when there is nothing to report
   */
  public void recall(Optional<Instant> since) {
    var _ = ask(PageRequest.recall(since));
  }

  /**
   * Gives the page what its history lacks, because its profile was restored: events of the log, of
   * which it keeps the messages. Large events and all before the last {@link #MOST_LACKING}
   * characters are left out. Returns at once.
   *
   * @param events in their order
   */
  public void lacks(List<LoggedEvent> events) {
    List<String> bodies = new ArrayList<>();
    int characters = 0;
    for (LoggedEvent event : events.reversed()) {
      characters += event.characters();
      if (characters > MOST_LACKING) {
        break;
      }
      event.body().ifPresent(bodies::addFirst);
    }
    for (int from = 0; from < bodies.size(); from += LACKING_AT_ONCE) {
      int to = Math.min(bodies.size(), from + LACKING_AT_ONCE);
      var _ = ask(PageRequest.lacks(bodies.subList(from, to)));
    }
  }

  private CompletableFuture<String> ask(PageRequest request) {
    return page.call(PageRequest.FUNCTION, List.of(request.json()));
  }
}
