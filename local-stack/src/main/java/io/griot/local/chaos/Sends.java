package io.griot.local.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.local.chaos.Sent.Ending;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbered messages through all sessions to all people, as a careful client does: each has an
 * idempotency key and is repeated until it is accepted, and only then does the next one to the same
 * person follow.
 */
final class Sends implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final Duration END_DEADLINE = Duration.ofMinutes(3);

  /** One in this many sends waits for its outcome; the others are answered at once. */
  private static final int WAITS = 5;

  /** One in this many sends is too large for the queue, so its body is stored in S3. */
  private static final int LARGE = 8;

  private static final String MORE = "y".repeat(CommandItem.MAX_INLINE_BYTES);

  private final ApiClient api;
  private final SentLog log;
  private final Timeline timeline;
  private final ToLongFunction<Account> tokens;
  private final RunThreads lanes;
  private volatile boolean stopped;

  /**
   * Starts sending.
   *
   * @param perSecond the total rate
   * @param tokens the last known token of a session
   */
  Sends(
      ApiClient api,
      List<Account> accounts,
      List<Phone> people,
      int perSecond,
      SentLog log,
      ToLongFunction<Account> tokens,
      Timeline timeline) {
    this.api = api;
    this.log = log;
    this.tokens = tokens;
    this.timeline = timeline;
    this.lanes = new RunThreads(timeline);
    Duration pause =
        Duration.ofSeconds((long) accounts.size() * people.size()).dividedBy(perSecond);
    for (Account account : accounts) {
      for (int person = 0; person < people.size(); person++) {
        int to = person;
        String chat = people.get(person).id();
        lanes.start(
            "sends-%d-%d".formatted(account.number() + 1, to + 1),
            () -> run(account, to, chat, pause));
      }
    }
  }

  private void run(Account account, int person, String chat, Duration pause) {
    Pause.of(pause.multipliedBy(person + 1).dividedBy(account.number() + 2));
    for (int number = 1; !stopped; number++) {
      String text = "c%d-%d-%d".formatted(account.number() + 1, person + 1, number);
      CommandId id = CommandId.ofIdempotencyKey(account.id(), text);
      log.begin(
          new Sent(
              id,
              account.number(),
              person,
              number,
              text,
              tokens.applyAsLong(account),
              0,
              1,
              Ending.OPEN,
              ""));
      accept(account, id, text, body(chat, text, number), number % WAITS == 0);
      Pause.of(pause);
    }
  }

  private static String body(String chat, String text, int number) {
    ObjectNode body = ApiClient.text(chat, text);
    return (number % LARGE == 0 ? body.put("other", MORE) : body).toString();
  }

  private void accept(Account account, CommandId id, String key, String body, boolean waits) {
    Map<String, String> headers =
        waits
            ? Map.of("idempotency-key", key)
            : Map.of("idempotency-key", key, "prefer", "respond-async");
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      Answer answer = ask(account, body, headers);
      if (answer != null && isFinal(answer)) {
        take(account, id, answer);
        return;
      }
      log.repeated(reason(answer));
      Pause.of(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private @Nullable Answer ask(Account account, String body, Map<String, String> headers) {
    try {
      return api.send("POST", "/client/sendMessage/" + account.name(), body, headers);
    } catch (IllegalStateException e) {
      return null; // no answer: it may have been accepted or not
    }
  }

  private static String reason(@Nullable Answer answer) {
    if (answer == null) {
      return "no answer";
    }
    return answer.status() + failure(answer).map(code -> " " + code).orElse("");
  }

  /** Whether a repeated request would get the same answer. */
  private static boolean isFinal(Answer answer) {
    if (answer.status() == 429) {
      return false;
    }
    return answer.status() < 500 || failure(answer).filter(Sends::stands).isPresent();
  }

  private static boolean stands(FailureCode code) {
    return !code.frees() && code != FailureCode.INTERNAL;
  }

  private static Optional<FailureCode> failure(Answer answer) {
    String error;
    try {
      error = answer.body().path("error").asText();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // not from the API itself
    }
    // Remove details: "whatsapp_page_failed: TypeError".
    String text = error.replaceFirst(": .*", "");
    return Arrays.stream(FailureCode.values()).filter(code -> code.text().equals(text)).findAny();
  }

  private void take(Account account, CommandId id, Answer answer) {
    if (answer.status() / 100 == 2 || answer.status() >= 500) {
      log.accepted(id, System.nanoTime());
      return;
    }
    timeline.violated(
        new Violation(
            "a send is accepted while its session is linked",
            id.value(),
            "%s answered %d %s".formatted(account.name(), answer.status(), answer.text())));
  }

  /** Stops sending, and waits until the last sends are accepted. */
  @Override
  public void close() {
    stopped = true;
    if (!lanes.join(END_DEADLINE)) {
      lanes.close();
      timeline.violated(
          new Violation("a send is accepted", "traffic", "not within three minutes of calm"));
    }
  }
}
