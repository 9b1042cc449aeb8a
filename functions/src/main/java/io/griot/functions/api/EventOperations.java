package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.EventLogItem;
import io.griot.contract.FailureCode;
import io.griot.contract.SessionName;
import io.griot.functions.access.Caller;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.eventlog.EventReader;
import io.griot.functions.eventlog.EventReader.Page;
import io.griot.functions.eventlog.EventReader.Question;
import io.griot.functions.eventlog.LogCursor;
import io.griot.functions.eventlog.LogSettings;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Events by cursor. A customer's first request turns on the logging of all their events; each later
 * one prolongs it. Thread-safe.
 */
public final class EventOperations {
  /** The time without a request after which only events wanted by webhooks are logged. */
  private static final Duration LOGGED = EventLogItem.KEPT;

  /** The interval of storing the prolongation. */
  private static final Duration RENEWED = Duration.ofDays(1);

  /** The interval of an instance's attempts to store it. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final int MAX_REMEMBERED = 10_000;
  private static final String RETRY_AFTER_SECONDS = "5";

  private final ReachedLogs logs;
  private final LogSettings settings;
  private final EventReader reader;
  private final EventReplies replies;
  private final EventWait waits;
  private final Set<String> names;
  private final InstantSource clock;
  private final BoundedCache<String, Boolean> logged;

  /**
   * @param catalogue has the names of all events
   */
  public EventOperations(
      ReachedLogs logs,
      LogSettings settings,
      EventReader reader,
      EventReplies replies,
      EventWait waits,
      Catalogue catalogue,
      InstantSource clock) {
    this.logs = logs;
    this.settings = settings;
    this.reader = reader;
    this.replies = replies;
    this.waits = waits;
    this.names = Set.copyOf(catalogue.events());
    this.clock = clock;
    this.logged = new BoundedCache<>(MAX_REMEMBERED, REMEMBERED, clock);
  }

  Reply get(ApiCall call) {
    ObjectNode fields = call.fields();
    LogCursor after =
        fields.has("after")
            ? LogCursor.of(fields.path("after").asText())
                .orElseThrow(() -> invalid("after", "is no cursor"))
            : LogCursor.START;
    Optional<SessionName> session = ReachedLogs.session(fields);
    Optional<Set<String>> types =
        Optional.of(fields.path("types").asText(""))
            .filter(text -> !text.isEmpty())
            .map(text -> named(Arrays.asList(text.split(","))));
    log(call.caller());
    Question question = new Question(logs.of(call, session), types);
    LogCursor kept = session.isPresent() ? after : after.only(question.logs());
    Page page = reader.page(question, kept);
    Duration wait = Duration.ofSeconds(fields.path("wait").asLong(0));
    boolean waits = page.events().isEmpty() && page.isEnd() && wait.isPositive();
    return waits
        ? waited(call, session, new Question(question.logs(), types), page, wait)
        : replies.of(page);
  }

  /** Waits for events, also those of sessions whose logs begin during the wait. */
  private Reply waited(
      ApiCall call, Optional<SessionName> session, Question question, Page nothing, Duration wait) {
    Instant end = clock.instant().plus(wait);
    Instant deadline = end.isBefore(call.request().deadline()) ? end : call.request().deadline();
    AtomicReference<Page> last = new AtomicReference<>(nothing);
    EventWait.End ended =
        waits.until(
            call.caller().customer(),
            wait,
            deadline,
            () -> {
              Question now = new Question(logs.of(call, session), question.types());
              LogCursor cursor = last.get().cursor();
              if (reader.goesOn(now, cursor)) {
                last.set(reader.page(now, cursor));
              }
              return !last.get().events().isEmpty();
            });
    Reply reply = replies.of(last.get());
    return ended == EventWait.End.REFUSED ? reply.with("Retry-After", RETRY_AFTER_SECONDS) : reply;
  }

  private Set<String> named(List<String> types) {
    for (String type : types) {
      if (!names.contains(type)) {
        throw invalid("types", "names no event that there is");
      }
    }
    return Set.copyOf(types);
  }

  private static ApiFailure invalid(String field, String problem) {
    return new ApiFailure(FailureCode.INVALID_FIELD, field + ": " + problem);
  }

  private void log(Caller caller) {
    String key = caller.customer() + ":" + caller.environment();
    if (logged.get(key).isEmpty()) {
      Instant until = clock.instant().plus(LOGGED);
      settings.log(caller.customer(), caller.environment(), until, until.minus(RENEWED));
      logged.put(key, true);
    }
  }
}
