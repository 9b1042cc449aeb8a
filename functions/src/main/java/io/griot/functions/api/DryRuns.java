package io.griot.functions.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.HeldBecause;
import io.griot.contract.Json;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.functions.command.Held;
import io.griot.functions.http.ApiFailure;
import io.griot.functions.http.Reply;
import io.griot.functions.phone.Addressed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Converts a request for a dry run into the request of the operation that answers it. The catalogue
 * names that operation and the recipient's field. Griot's own holds are added to the answer as
 * {@code hold}, because the page does not know them.
 */
final class DryRuns {
  /**
   * The refusals for which waiting for the end of a restriction is useless: such sends are refused
   * at once.
   */
  private static final List<FailureCode> REFUSED_AT_ONCE =
      List.of(
          FailureCode.CHAT_NOT_FOUND,
          FailureCode.RESTRICTED_NEW_CHATS,
          FailureCode.NEW_CHAT_QUOTA_USED_UP);

  private DryRuns() {}

  /**
   * The recipient of a request, as the only required field of the operation that answers instead.
   *
   * @throws ApiFailure {@code INVALID_FIELD}
   */
  static Addressed fieldsFor(Operation operation, Operation instead, Addressed asked) {
    String from =
        operation
            .recipientField(asked.arguments())
            .orElseThrow(() ->
                new ApiFailure(FailureCode.INVALID_FIELD, "dry_run: the request is to nobody"));
    String to =
        instead
            .requestSchema()
            .map(schema -> schema.path("required").path(0).asText())
            .orElseThrow();
    return new Addressed(
        renamed(from, to, asked.written()),
        renamed(from, to, asked.arguments()),
        alternatives(from, to, asked.alternatives()),
        renamed(from, to, asked.ordering()));
  }

  private static Map<String, List<String>> alternatives(
      String from, String to, Map<String, List<String>> asked) {
    return Optional.ofNullable(asked.get("/" + from))
        .map(others -> Map.of("/" + to, others))
        .orElse(Map.of());
  }

  private static ObjectNode renamed(String from, String to, ObjectNode fields) {
    ObjectNode one = Json.MAPPER.createObjectNode();
    Optional.ofNullable(fields.get(from)).ifPresent(value -> one.set(to, value));
    return one;
  }

  /**
   * The answer during a ban, when the account has no connection: the send is held, and nothing is
   * known about its recipient. {@link #held} adds the ban's end, if WhatsApp reported it.
   */
  static ObjectNode notAsked() {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("success", true)
            .put("dryRun", true)
            .put("wouldSend", true)
            .putNull("refusal")
            .putNull("onWhatsApp")
            .putNull("isNewChat")
            .putNull("recipient");
    body.putObject("hold").putNull("until").put("reason", HeldBecause.RESTRICTION.text());
    return body;
  }

  /**
   * The reason, from a dry run's outcome, for which a send need not wait for the end of a
   * restriction: the number is unknown, or WhatsApp would refuse it because of a limit of the
   * account.
   *
   * @return empty when it may wait
   */
  static Optional<ApiFailure> refusal(Outcome outcome) {
    if (!(outcome instanceof Outcome.Succeeded(String answer, Duration _))) {
      return Optional.empty();
    }
    JsonNode refusal = Json.readObject(answer).path("refusal");
    String detail = refusal.path("detail").asText();
    return refusedAtOnce(refusal)
        .map(code ->
            new ApiFailure(code, detail.isEmpty() ? code.text() : code.text() + ": " + detail));
  }

  /**
   * Adds to an answer the time and reason of a hold. A send that is refused at once is not held:
   * for an unknown number, a limit of the account, or a turn that would come too late. Errors stay
   * unchanged.
   *
   * @param latest the last moment at which the send could start
   */
  static Reply held(Reply reply, Held hold, Instant latest) {
    if (reply.status() != 200 || !reply.text()) {
      return reply;
    }
    ObjectNode body = Json.readObject(new String(reply.body(), UTF_8));
    boolean isRestriction = hold.because() == HeldBecause.RESTRICTION;
    boolean isHeldForGood = body.path("hold").isObject();
    if (isRestriction ? refusedAtOnce(body.path("refusal")).isPresent() : isHeldForGood) {
      return reply;
    }
    long until = Math.ceilDiv(hold.until().toEpochMilli(), 1000);
    if (hold.until().isAfter(latest)) {
      refuse(body, until);
    } else {
      body.putObject("hold").put("until", until).put("reason", hold.because().text());
    }
    return new Reply(200, reply.headers(), body.toString().getBytes(UTF_8), true);
  }

  private static void refuse(ObjectNode body, long until) {
    body.put("wouldSend", false).putNull("hold");
    body.putObject("refusal")
        .put("error", FailureCode.TOO_MANY_REQUESTS.text())
        .put("detail", "until " + until);
  }

  private static Optional<FailureCode> refusedAtOnce(JsonNode refusal) {
    String error = refusal.path("error").asText();
    return REFUSED_AT_ONCE.stream()
        .filter(code -> code.name().toLowerCase(Locale.ROOT).equals(error))
        .findFirst();
  }
}
