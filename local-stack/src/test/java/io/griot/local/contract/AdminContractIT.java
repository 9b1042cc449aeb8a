package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.functions.access.Keys;
import io.griot.local.gateway.ApiFixture;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's calls for customers and keys, over HTTP. */
class AdminContractIT {
  @RegisterExtension static final ApiFixture api = ApiFixture.withoutPage();

  static KeyedCalls operator;

  @BeforeAll
  static void start() {
    operator = new KeyedCalls(api, api.adminKey());
  }

  @Test
  @Exercises("adminOpenApi")
  void describesWhatOperatorsDoAndNothingElse() throws Exception {
    JsonNode paths = operator.call("adminOpenApi", Map.of()).path("paths");

    assertThat(paths.has("/admin/customers/{customerId}")).isTrue();
    assertThat(paths.has("/ping")).isFalse();
    assertThat(api.send(api.request("/openapi.json", "").GET().build()).body())
        .doesNotContain("/admin/", "customer_not_found");
  }

  @Test
  @Exercises({"adminCustomerCreate", "adminCustomerGet"})
  void signsACustomerUpWithKeysThatWork() throws Exception {
    JsonNode made =
        operator.call(
            "adminCustomerCreate", Map.of("customerId", "new", "name", "Chez Awa", "liveQuota", 2));

    assertThat(made.at("/customer/name").asText()).isEqualTo("Chez Awa");
    assertThat(made.at("/customer/liveQuota").asInt()).isEqualTo(2);
    assertThat(made.path("keys").findValuesAsText("kind")).containsExactly("test", "live");
    String test = made.at("/keys/0/key").asText();
    operator.with(test).call("sessionGetSessions", Map.of());
    operator
        .with(made.at("/keys/1/key").asText())
        .fails("sessionGetSessions", FailureCode.SUBSCRIPTION_SUSPENDED, Map.of());
    JsonNode shown = operator.call("adminCustomerGet", Map.of("customerId", "new"));
    assertThat(shown.path("customer")).isEqualTo(made.path("customer"));
  }

  @Test
  @Exercises(value = "adminCustomerCreate", failures = FailureCode.CUSTOMER_EXISTS)
  void signsNobodyUpTwice() throws Exception {
    create("twice");

    operator.fails(
        "adminCustomerCreate", FailureCode.CUSTOMER_EXISTS, Map.of("customerId", "twice"));
    operator.fails("adminCustomerCreate", FailureCode.INVALID_FIELD, Map.of("customerId", "a b"));
    operator.fails("adminCustomerCreate", FailureCode.INVALID_FIELD, Map.of());
  }

  @Test
  @Exercises("adminCustomerList")
  void listsAllCustomersPageByPage() throws Exception {
    create("listed1");
    create("listed2");

    JsonNode first = operator.call("adminCustomerList", Map.of("limit", 1));
    JsonNode all = operator.call("adminCustomerList", Map.of());

    assertThat(first.path("customers")).hasSize(1);
    assertThat(first.path("next").asText()).isEqualTo(first.at("/customers/0/customerId").asText());
    assertThat(all.findValuesAsText("customerId")).contains("listed1", "listed2");
    assertThat(
            operator
                .call("adminCustomerList", Map.of("after", first.path("next").asText()))
                .findValuesAsText("customerId"))
        .doesNotContain(first.path("next").asText());
  }

  @Test
  void signsNobodyUpForAPlanThatThereIsNot() throws Exception {
    create("planned");
    Map<String, Object> unknown = Map.of("customerId", "unplanned", "plan", "golden");
    assertThat(operator.fails("adminCustomerCreate", FailureCode.INVALID_FIELD, unknown))
        .contains("plan: there is no such plan");
    operator.fails(
        "adminCustomerChange",
        FailureCode.INVALID_FIELD,
        Map.of("customerId", "planned", "plan", "golden"));

    operator.call(
        "adminPlanSet",
        Map.of(
            "planId",
            "golden",
            "price",
            50_000,
            "currency",
            "XOF",
            "period",
            "P1M",
            "liveSessions",
            20,
            "testSessions",
            5,
            "requestsPerMinute",
            3000,
            "waitingCommands",
            50_000,
            "uploadsPerDay",
            9000));
    JsonNode made = operator.call("adminCustomerCreate", unknown).path("customer");

    assertThat(made.path("liveQuota").asInt()).isEqualTo(20);
    assertThat(made.path("testQuota").asInt()).as("who has not paid").isEqualTo(1);
    assertThat(made.path("state").asText()).isEqualTo("suspended");
  }

  @Test
  @Exercises("adminCustomerLimits")
  void givesACustomerLimitsOfTheirOwn() throws Exception {
    create("limited");
    Map<String, Object> own = new HashMap<>();
    own.put("customerId", "limited");
    JsonNode planned = operator.call("adminCustomerLimits", own);
    assertThat(planned.path("own")).isEmpty();

    own.put("liveSessions", 9);
    own.put("requestsPerMinute", 1200);
    own.put("eventWaitSeconds", 60);
    own.put("replayedEventsPerDay", 5000);
    JsonNode changed = operator.call("adminCustomerLimits", own);
    own.put("liveSessions", null);
    own.remove("requestsPerMinute");
    own.put("eventWaitSeconds", null);
    own.put("replayedEventsPerDay", null);
    JsonNode back = operator.call("adminCustomerLimits", own);

    assertThat(changed.at("/limits/liveSessions").asInt()).isEqualTo(9);
    assertThat(changed.at("/limits/requestsPerMinute").asInt()).isEqualTo(1200);
    assertThat(changed.at("/limits/eventWaitSeconds").asInt()).isEqualTo(60);
    assertThat(changed.at("/limits/replayedEventsPerDay").asInt()).isEqualTo(5000);
    assertThat(changed.path("own").toString())
        .isEqualTo(
            "[\"liveSessions\",\"requestsPerMinute\",\"eventWaitSeconds\",\"replayedEventsPerDay\"]");
    assertThat(back.path("own").toString()).isEqualTo("[\"requestsPerMinute\"]");
    assertThat(back.at("/limits/liveSessions")).isEqualTo(planned.at("/limits/liveSessions"));
    String key = issue("limited", Map.of("kind", "test"));
    JsonNode theirs = operator.with(key).call("accountGet", Map.of()).at("/account/limits");
    assertThat(theirs.path("requestsPerMinute").asInt()).isEqualTo(1200);
  }

  @Test
  @Exercises("adminCustomerDelete")
  void servesNobodyWhoIsDeletedAndGivesNobodyTheirId() throws Exception {
    create("going");
    String key = issue("going", Map.of("kind", "test"));

    JsonNode asked = operator.call("adminCustomerDelete", Map.of("customerId", "going"));

    assertThat(asked.at("/deletion/done").asBoolean()).isFalse();
    assertThat(operator.call("adminCustomerDelete", Map.of("customerId", "going")))
        .isEqualTo(asked);
    operator.with(key).fails("sessionGetSessions", FailureCode.SUBSCRIPTION_SUSPENDED, Map.of());
    assertThat(
            operator
                .call("adminCustomerGet", Map.of("customerId", "going"))
                .at("/customer/state")
                .asText())
        .isEqualTo("deleted");
    for (String id : List.of("Change", "Suspend", "Resume", "Limits", "KeyIssue", "KeyList")) {
      operator.fails(
          "adminCustomer" + id, FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "going"));
    }
    assertThat(
            operator.fails(
                "adminCustomerCreate", FailureCode.CUSTOMER_EXISTS, Map.of("customerId", "going")))
        .contains("was deleted");
  }

  @Test
  @Exercises("adminCustomerChange")
  void changesACustomer() throws Exception {
    create("changed");

    JsonNode changed =
        operator.call(
            "adminCustomerChange",
            Map.of("customerId", "changed", "contact", "a@b.example", "testQuota", 0));

    assertThat(changed.at("/customer/contact").asText()).isEqualTo("a@b.example");
    assertThat(changed.at("/customer/testQuota").asInt()).isZero();
  }

  @Test
  @Exercises({"adminCustomerSuspend", "adminCustomerResume"})
  void cutsACustomerOffAndLetsThemInAgain() throws Exception {
    create("cut");

    JsonNode suspended = operator.call("adminCustomerSuspend", Map.of("customerId", "cut"));
    String key = issue("cut", Map.of("kind", "test"));
    operator.with(key).fails("sessionGetSessions", FailureCode.SUBSCRIPTION_SUSPENDED, Map.of());
    JsonNode resumed = operator.call("adminCustomerResume", Map.of("customerId", "cut"));

    assertThat(suspended.at("/customer/suspendedAt").isTextual()).isTrue();
    assertThat(resumed.at("/customer/suspendedAt").isNull()).isTrue();
    String later = issue("cut", Map.of("kind", "test"));
    // A new key, because the first customer's stored state is cached for 30 s.
    operator.with(later).call("sessionGetSessions", Map.of());
  }

  @Test
  @Exercises(
      value = {
        "adminCustomerGet",
        "adminCustomerChange",
        "adminCustomerSuspend",
        "adminCustomerResume",
        "adminCustomerDelete",
        "adminCustomerLimits",
        "adminCustomerKeyList",
        "adminCustomerKeyIssue"
      },
      failures = FailureCode.CUSTOMER_NOT_FOUND)
  void doesNotKnowEveryCustomer() throws Exception {
    List<String> ids =
        Stream.of("Get", "Change", "Suspend", "Resume", "Delete", "Limits", "KeyList", "KeyIssue")
            .map(name -> "adminCustomer" + name)
            .toList();
    for (String id : ids) {
      operator.fails(id, FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "nobody"));
      operator.fails(id, FailureCode.CUSTOMER_NOT_FOUND, Map.of("customerId", "no.body"));
    }
  }

  @Test
  @Exercises({"adminCustomerKeyIssue", "adminCustomerKeyList"})
  void issuesKeysThatListsDoNotGiveAway() throws Exception {
    create("listing");
    String key = issue("listing", Map.of("label", "Shop", "scopes", List.of("read")));

    JsonNode keys =
        operator.call("adminCustomerKeyList", Map.of("customerId", "listing")).path("keys");

    JsonNode shown = keys.get(2);
    assertThat(shown.path("keyId").asText()).isEqualTo(key.substring(0, 13)).startsWith("live_");
    assertThat(shown.path("label").asText()).isEqualTo("Shop");
    assertThat(shown.path("scopes").toString()).isEqualTo("[\"read\"]");
    assertThat(keys.toString()).doesNotContain(key);
  }

  @Test
  @Exercises(
      value = {"adminCustomerKeyIssue", "adminKeyRotate"},
      failures = FailureCode.KEY_QUOTA_EXCEEDED)
  void issuesNoMoreKeysThanACustomerMayHave() throws Exception {
    operator.call("adminCustomerCreate", Map.of("customerId", "many", "keys", List.of()));
    String key = "";
    for (int i = 0; i < Keys.MOST; i++) {
      key = api.keyOf("many");
    }

    operator.fails(
        "adminCustomerKeyIssue", FailureCode.KEY_QUOTA_EXCEEDED, Map.of("customerId", "many"));
    operator.fails("adminKeyRotate", FailureCode.KEY_QUOTA_EXCEEDED, Map.of("key", key));
  }

  @Test
  @Exercises("adminKeyRevoke")
  void revokesALeakedKeyByItsFirstCharacters() throws Exception {
    create("leak");
    String key = issue("leak", Map.of("kind", "test"));

    JsonNode revoked = operator.call("adminKeyRevoke", Map.of("key", key.substring(0, 11)));

    assertThat(revoked.at("/key/works").asBoolean()).isFalse();
    operator.with(key).fails("sessionGetSessions", FailureCode.INVALID_API_KEY, Map.of());
    assertThat(operator.call("adminKeyRevoke", Map.of("key", key))).isEqualTo(revoked);
  }

  @Test
  @Exercises(
      value = {"adminKeyRevoke", "adminKeyRotate"},
      failures = {FailureCode.KEY_NOT_FOUND, FailureCode.CONFLICT})
  void takesNoKeyForAnother() throws Exception {
    create("other");
    for (String id : List.of("adminKeyRevoke", "adminKeyRotate")) {
      operator.fails(id, FailureCode.KEY_NOT_FOUND, Map.of("key", "live_00000000"));
      operator.fails(id, FailureCode.KEY_NOT_FOUND, Map.of("key", "hash-0000000000000000"));
      operator.fails(id, FailureCode.INVALID_FIELD, Map.of("key", "live_"));
    }
    // Ids have 8 letters and digits: among many, two eventually begin with the same three.
    String start = api.twoKeysThatBeginAlike("other");
    operator.fails("adminKeyRevoke", FailureCode.CONFLICT, Map.of("key", start));
    String key = issue("other", Map.of());
    operator.call("adminKeyRevoke", Map.of("key", key));
    operator.fails("adminKeyRotate", FailureCode.CONFLICT, Map.of("key", key));
  }

  @Test
  @Exercises("adminKeyRotate")
  void replacesAKeyWhileBothWork() throws Exception {
    create("rotating");
    String old = issue("rotating", Map.of("kind", "test", "label", "Shop"));

    JsonNode next =
        operator.call("adminKeyRotate", Map.of("key", old.substring(0, 13), "overlapDays", 1));

    assertThat(next.at("/key/label").asText()).isEqualTo("Shop");
    operator.with(next.at("/key/key").asText()).call("sessionGetSessions", Map.of());
    operator.with(old).call("sessionGetSessions", Map.of());
  }

  @Test
  @Exercises({"adminKeyIssue", "adminKeyList"})
  void givesOtherOperatorsKeysOfTheirOwn() throws Exception {
    JsonNode made =
        operator.call("adminKeyIssue", Map.of("label", "bookkeeper", "scopes", List.of("read")));

    KeyedCalls bookkeeper = operator.with(made.at("/key/key").asText());
    assertThat(bookkeeper.call("adminKeyList", Map.of()).findValuesAsText("label"))
        .contains("bookkeeper");
    assertThat(
            bookkeeper.fails(
                "adminCustomerCreate", FailureCode.KEY_OUT_OF_SCOPE, Map.of("customerId", "x")))
        .isEqualTo("key_out_of_scope: this needs a key with administer");
  }

  private static void create(String customer) throws Exception {
    operator.call("adminCustomerCreate", Map.of("customerId", customer));
  }

  private static String issue(String customer, Map<String, Object> fields) throws Exception {
    Map<String, Object> all = new java.util.HashMap<>(fields);
    all.put("customerId", customer);
    return operator.call("adminCustomerKeyIssue", all).at("/key/key").asText();
  }
}
