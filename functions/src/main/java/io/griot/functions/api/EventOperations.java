package io.griot.functions.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.griot.contract.Catalogue;
import io.griot.contract.EventLogItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.LoggedEvent;
import io.griot.contract.Names;
import io.griot.contract.SessionName;
import io.griot.functions.access.Caller;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.command.PayloadStore;
import io.griot.functions.command.WaitingPlaces;
import io.griot.functions.eventlog.EventLogStore;
import io.griot.functions.eventlog.EventReader;
import io.griot.functions.eventlog.EventReader.Page;
import io.griot.functions.eventlog.EventReader.Question;
import io.griot.functions.eventlog.LogCursor;
import io.griot.functions.eventlog.LogId;
import io.griot.functions.eventlog.LogSettings;
import io.griot.functions.eventlog.Replays;
import io.griot.functions.fairuse.ReplayBudget;
import io.griot.functions.fairuse.WaitBudget;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.session.Patience;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Events by cursor, and events again. The first reading of a customer has all their events logged
 * from then on; each later one prolongs that. Thread-safe.
 */
public final class EventOperations {
  /** After so long without a request, only what webhooks want is logged again. */
  private static final Duration LOGGED = EventLogItem.KEPT;

  /** How often that is stored. */
  private static final Duration RENEWED = Duration.ofDays(1);

  /** How often an instance tries to store it. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private static final int MAX_REMEMBERED = 10_000;
  private static final String RETRY_AFTER_SECONDS = "5";

  /** A larger body is not in the answer, but a link to it. */
  private static final int MAX_BODY_CHARACTERS = 1_000_000;

  private final EventLogStore logs;
  private final LogSettings settings;
  private final EventReader reader;
  private final Replays replays;
  private final PayloadStore objects;
  private final WaitingPlaces places;
  private final WaitBudget budget;
  private final ReplayBudget replayBudget;
  private final Patience patience;
  private final Set<String> names;
  private final InstantSource clock;
  private final Supplier<String> replayIds;
  private final BoundedCache<String, Boolean> logged;

  /**
   * @param replayIds a new id each time
   */
  public EventOperations(
      EventLogStore logs,
      LogSettings settings,
      EventReader reader,
      Replays replays,
      PayloadStore objects,
      WaitingPlaces places,
      WaitBudget budget,
      ReplayBudget replayBudget,
      Patience patience,
      Catalogue catalogue,
      InstantSource clock,
      Supplier<String> replayIds) {
    this.logs = logs;
    this.settings = settings;
    this.reader = reader;
    this.replays = replays;
    this.objects = objects;
    this.places = places;
    this.budget = budget;
    this.replayBudget = replayBudget;
    this.patience = patience;
    this.names = Set.copyOf(catalogue.events());
    this.clock = clock;
    this.replayIds = replayIds;
    this.logged = new BoundedCache<>(MAX_REMEMBERED, REMEMBERED, clock);
  }

  Reply get(ApiCall call) {
    ObjectNode fields = call.fields();
    LogCursor after =
        fields.has("after")
            ? LogCursor.of(fields.path("after").asText())
                .orElseThrow(() -> invalid("after", "is no cursor"))
            : LogCursor.START;
    Optional<SessionName> session = session(fields);
    Optional<Set<String>> types =
        Optional.of(fields.path("types").asText(""))
            .filter(text -> !text.isEmpty())
            .map(text -> named(Arrays.asList(text.split(","))));
    log(call.caller());
    Question question = new Question(logs(call, session), types);
    LogCursor kept = session.isPresent() ? after : after.only(question.logs());
    Page page = reader.page(question, kept);
    Duration wait = Duration.ofSeconds(fields.path("wait").asLong(0));
    boolean waits = page.events().isEmpty() && page.isEnd() && wait.isPositive();
    return waits
        ? waited(call, session, new Question(question.logs(), types), page, wait)
        : reply(page);
  }

  private Reply waited(
      ApiCall call, Optional<SessionName> session, Question question, Page nothing, Duration wait) {
    Caller caller = call.caller();
    Instant end = clock.instant().plus(wait);
    Instant deadline = end.isBefore(call.request().deadline()) ? end : call.request().deadline();
    Optional<WaitingPlaces.Place> place = places.enter(caller.customer(), deadline);
    if (place.isEmpty()) {
      return atOnce(nothing);
    }
    try (WaitingPlaces.Place _ = place.get()) {
      Optional<WaitBudget.Time> time = budget.take(caller.customer(), wait);
      if (time.isEmpty()) {
        return atOnce(nothing);
      }
      try (WaitBudget.Time _ = time.get()) {
        return reply(next(call, session, question, nothing, deadline));
      }
    }
  }

  /** Also events of sessions whose logs begin meanwhile. */
  private Page next(
      ApiCall call,
      Optional<SessionName> session,
      Question question,
      Page nothing,
      Instant deadline) {
    AtomicReference<Page> last = new AtomicReference<>(nothing);
    boolean _ =
        patience
            .until(
                deadline,
                () -> {
                  Question now = new Question(logs(call, session), question.types());
                  LogCursor cursor = last.get().cursor();
                  if (reader.goesOn(now, cursor)) {
                    last.set(reader.page(now, cursor));
                  }
                  return Optional.of(last.get()).filter(page -> !page.events().isEmpty());
                })
            .isPresent();
    return last.get();
  }

  private static Reply wantsPatience(Reply reply) {
    return reply.with("Retry-After", RETRY_AFTER_SECONDS);
  }

  private Reply atOnce(Page nothing) {
    return wantsPatience(reply(nothing));
  }

  Reply replay(ApiCall call) {
    ObjectNode fields = call.fields();
    Instant from = time(fields, "from");
    Instant until = time(fields, "until");
    if (!from.isBefore(until)) {
      throw invalid("until", "must be later than from");
    }
    Optional<Set<String>> types =
        fields.path("types").isArray()
            ? Optional.of(
                fields
                    .path("types")
                    .valueStream()
                    .map(name -> name.asText())
                    .collect(Collectors.toSet()))
            : Optional.empty();
    String id = replayIds.get();
    Replays.Report report =
        replay(
            call.caller(), new Replays.Order(id, logs(call, session(fields)), from, until, types));
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .put("replayId", id)
            .put("events", report.events());
    answer.put("next", report.next().map(Instant::toString).orElse(null));
    return Reply.json(200, answer);
  }

  private Replays.Report replay(Caller caller, Replays.Order order) {
    AtomicReference<Replays.Report> report =
        new AtomicReference<>(new Replays.Report(0, Optional.empty()));
    replayBudget.spend(
        caller.customer(),
        Replays.MAX_EVENTS,
        () -> {
          report.set(replays.replay(order));
          return report.get().events();
        });
    return report.get();
  }

  private static Instant time(ObjectNode fields, String name) {
    try {
      return Instant.parse(fields.path(name).asText());
    } catch (DateTimeException e) {
      throw invalid(name, "is no time");
    }
  }

  private static Optional<SessionName> session(ObjectNode fields) {
    return Optional.of(fields.path("sessionId").asText(""))
        .filter(name -> !name.isEmpty())
        .map(name -> {
          if (!SessionName.isValid(name)) {
            throw new ApiFailure(FailureCode.INVALID_SESSION_NAME);
          }
          return new SessionName(name);
        });
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

  /**
   * The logs that the caller's key reaches: of one session, or of all. A session without a log is
   * not there when it never was.
   */
  private List<LogId> logs(ApiCall call, Optional<SessionName> session) {
    Caller caller = call.caller();
    List<LogId> reached =
        logs.of(caller.customer(), caller.environment()).stream()
            .filter(log -> caller.rights().reach(log.name()))
            .toList();
    if (session.isEmpty()) {
      return reached;
    }
    List<LogId> one = reached.stream().filter(log -> log.name().equals(session.get())).toList();
    boolean isThere = !one.isEmpty() || call.isThere(session.get());
    if (!isThere) {
      throw new ApiFailure(FailureCode.SESSION_NOT_FOUND);
    }
    return one;
  }

  private void log(Caller caller) {
    String key = caller.customer() + ":" + caller.environment();
    if (logged.get(key).isEmpty()) {
      Instant until = clock.instant().plus(LOGGED);
      settings.log(caller.customer(), caller.environment(), until, until.minus(RENEWED));
      logged.put(key, true);
    }
  }

  private Reply reply(Page page) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    ArrayNode events = answer.putArray("events");
    page.events().forEach(read -> add(events, read));
    return Reply.json(200, answer.put("cursor", page.cursor().text()));
  }

  /** The body is a text of JSON already, and nobody needs to read it here. */
  private void add(ArrayNode events, EventReader.Read read) {
    LoggedEvent event = read.event();
    ObjectNode head =
        Json.MAPPER
            .createObjectNode()
            .put("id", event.id().value())
            .put("at", event.at().toString());
    Optional<String> body = event.body();
    if (body.isEmpty() && event.characters() <= MAX_BODY_CHARACTERS) {
      body = objects.get(Names.eventObject(event.id()));
    }
    if (body.isPresent()) {
      String text = head.toString();
      events.addRawValue(
          new RawValue(text.substring(0, text.length() - 1) + "," + body.get().substring(1)));
    } else {
      events.add(
          head.put("dataType", event.dataType())
              .put("sessionId", read.log().name().value())
              .put("bodyUrl", objects.link(Names.eventObject(event.id())).toString()));
    }
  }
}
