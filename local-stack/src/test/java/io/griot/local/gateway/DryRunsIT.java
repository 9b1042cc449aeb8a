package io.griot.local.gateway;

import static io.griot.local.gateway.ApiFixture.json;
import static io.griot.local.gateway.ApiFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Catalogue;
import io.griot.contract.Command;
import io.griot.contract.Json;
import io.griot.contract.ObservationItem;
import io.griot.contract.Operation;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The result of a dry run equals the result of the send, for every sending operation and every
 * limit of WhatsApp.
 */
class DryRunsIT {
  private static final Catalogue CATALOGUE = Catalogue.load();

  /** Unix seconds, an hour after the start of the tests. */
  @SuppressWarnings("TimeInStaticInitializer") // the restrictions begin with the tests
  private static final long END = Instant.now().getEpochSecond() + 3_600;

  private static final String FREE =
      "'reachoutTimelock':{'active':false,'until':null,'kind':null},'newChatQuota':null";
  private static final String LOCKED =
      "'reachoutTimelock':{'active':true,'until':%d,'kind':'DEFAULT'},'newChatQuota':null"
          .formatted(END);

  private static final JsonNode MISSING = Json.MAPPER.missingNode();

  /** The sessions whose page refuses dry runs, with the reason. */
  private static final Map<SessionId, String> REFUSALS = new ConcurrentHashMap<>();

  @RegisterExtension static final ApiFixture api = ApiFixture.with(DryRunsIT::page);

  private static Outcome page(Command command) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("success", true);
    if (command.operation().equals("clientCheckSend")) {
      String refusal = REFUSALS.getOrDefault(command.session(), "");
      answer.put("wouldSend", refusal.isEmpty()).putNull("refusal").putNull("hold");
      if (!refusal.isEmpty()) {
        answer.putObject("refusal").put("error", refusal).put("detail", "");
      }
    }
    return new Outcome.Succeeded(answer, Duration.ofMillis(7));
  }

  /** A limit of WhatsApp, the page's answer to a dry run, and the status of the send. */
  enum Limit {
    NOTHING(FREE + ",'temporaryBan':null", "", 200),
    TIMELOCK(LOCKED + ",'temporaryBan':null", "", 202),
    TIMELOCK_TOWARDS_SOMEBODY_NEW(LOCKED + ",'temporaryBan':null", "restricted_new_chats", 422),
    TIMELOCK_THAT_OUTLASTS_THE_SEND(LOCKED + ",'temporaryBan':null", "", 429),
    BAN(FREE + ",'temporaryBan':{'until':%d,'reason':'code 101'}".formatted(END), "", 202),
    BAN_WITHOUT_AN_END(FREE + ",'temporaryBan':{'until':null,'reason':'code 101'}", "", 202),
    BAN_THAT_OUTLASTS_THE_SEND(
        FREE + ",'temporaryBan':{'until':%d,'reason':null}".formatted(END), "", 429),
    BAN_AND_TIMELOCK(
        LOCKED + ",'temporaryBan':{'until':%d,'reason':null}".formatted(END - 9), "", 202);

    private final String limits;
    private final String refusal;
    private final int status;

    Limit(String limits, String refusal, int status) {
      this.limits = "{" + limits.replace('\'', '"') + "}";
      this.refusal = refusal;
      this.status = status;
    }

    boolean isBan() {
      return name().startsWith("BAN");
    }

    /**
     * {@code until} and the reason, or the error of a refusal; null when the send would be carried
     * out.
     */
    String foreseen() {
      return switch (this) {
        case NOTHING -> "null null";
        case BAN_WITHOUT_AN_END -> "null {\"until\":null,\"reason\":\"restriction\"}";
        case TIMELOCK_TOWARDS_SOMEBODY_NEW -> "\"restricted_new_chats\" null";
        case TIMELOCK_THAT_OUTLASTS_THE_SEND, BAN_THAT_OUTLASTS_THE_SEND ->
            "\"too_many_requests\" null";
        default -> "null {\"until\":%d,\"reason\":\"restriction\"}".formatted(END);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void foreseesAtOnceWhatEverySendThenMeets(Limit limit) throws Exception {
    String customer = limit.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String key = limited(customer, limit);
    for (Operation operation : writing()) {
      long before = asked(customer);
      String path = operation.path().text().replace("{sessionId}", "main");
      String body = example(operation);
      String[] patience = {"Command-Expires-In", limit.status == 429 ? "60" : "86400"};

      HttpResponse<String> dry = api.post(path + "?dry_run=true", key, body, patience);
      long asked = asked(customer) - before;
      HttpResponse<String> sent = api.post(path, key, body, patience);

      assertThat(dry.statusCode()).as("%s: %s", operation, dry.body()).isEqualTo(200);
      JsonNode foreseen = json(dry);
      JsonNode refusal = foreseen.path("refusal");
      String error = refusal.isNull() ? "null" : refusal.path("error").toString();
      assertThat(error + " " + foreseen.path("hold"))
          .as("%s", operation)
          .isEqualTo(limit.foreseen());
      assertThat(foreseen.path("wouldSend").asBoolean()).isEqualTo(refusal.isNull());
      assertThat(asked).as("%s", operation).isEqualTo(limit.isBan() ? 0 : 1);
      assertThat(sent.statusCode()).as("%s: %s", operation, sent.body()).isEqualTo(limit.status);
      if (limit.status == 202) {
        JsonNode until = foreseen.at("/hold/until");
        assertThat(json(sent).path("heldUntil")).isEqualTo(until.isNull() ? MISSING : until);
      }
    }
  }

  private static List<Operation> writing() {
    return CATALOGUE.operations().stream().filter(Operation::writes).toList();
  }

  /** The number of dry runs that the session's page received. */
  private static long asked(String customer) {
    SessionId id = session(customer, "main");
    return api.host().received().stream()
        .filter(command -> command.session().equals(id))
        .filter(command ->
            CATALOGUE.operation(command.operation()).filter(CATALOGUE::foresees).isPresent())
        .count();
  }

  @Test
  void answersTheSameWhenItIsAskedItself() throws Exception {
    List<Operation> foreseeing =
        CATALOGUE.operations().stream().filter(CATALOGUE::foresees).toList();
    assertThat(foreseeing).isNotEmpty();
    for (Limit limit : List.of(Limit.TIMELOCK, Limit.BAN)) {
      String key = limited((limit + "-itself").toLowerCase(Locale.ROOT), limit);
      for (Operation operation : foreseeing) {
        String path = operation.path().text().replace("{sessionId}", "main");

        HttpResponse<String> answer = api.post(path, key, example(operation));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("hold").toString())
            .isEqualTo("{\"until\":%d,\"reason\":\"restriction\"}".formatted(END));
      }
    }
  }

  /** A session whose account has this limit. With a ban it has not been connected for an hour. */
  private static String limited(String customer, Limit limit) throws Exception {
    String key = api.connected(customer, "main");
    SessionId id = session(customer, "main");
    REFUSALS.put(id, limit.refusal);
    Map<String, AttributeValue> seen = new HashMap<>();
    seen.put(ObservationItem.LIMITS, StandInHost.text(limit.limits));
    if (limit.isBan()) {
      seen.put(ObservationItem.STATE, StandInHost.text("OPENING"));
      seen.put(ObservationItem.USABLE, AttributeValue.fromBool(false));
      long hourAgo = Instant.now().minusSeconds(3_600).toEpochMilli();
      seen.put(ObservationItem.DOWN_SINCE, StandInHost.number(hourAgo));
      api.host().wantedFor(id, Duration.ofHours(2));
    }
    api.host().see(id, seen);
    return key;
  }

  /** The document's example request. */
  private static String example(Operation operation) throws IOException {
    JsonNode json =
        Json.MAPPER
            .readTree(Catalogue.document(false))
            .path("paths")
            .path(operation.path().text())
            .path(operation.method().toLowerCase(Locale.ROOT))
            .path("requestBody")
            .path("content")
            .path("application/json");
    return json.path("example").toString();
  }
}
