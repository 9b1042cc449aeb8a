package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallTest {
  private static final Verbs VERBS = Verbs.load();

  @Test
  void putsFieldsWhereTheCatalogueSays() {
    Call call =
        call("customer change shop --live-quota 10 --contact=awa@shop.example --name=Chez_Awa");

    assertThat(call.verb().method()).isEqualTo("PATCH");
    assertThat(call.address()).isEqualTo("/admin/customers/shop");
    assertThat(call.body().orElseThrow())
        .hasToString("{\"name\":\"Chez_Awa\",\"contact\":\"awa@shop.example\",\"liveQuota\":10}");
  }

  @Test
  void takesAwayWhatIsGivenNothing() {
    assertThat(call("customer change shop --contact=").body())
        .contains(Json.readObject("{\"contact\":null}"));
  }

  @Test
  void readsListsAndDays() {
    assertThat(call("key issue shop --scopes read,send --expires-at 2026-12-31").body())
        .contains(
            Json.readObject(
                "{\"scopes\":[\"read\",\"send\"],\"expiresAt\":\"2026-12-31T00:00:00Z\"}"));
    assertThat(call("customer create shop --keys=").body())
        .contains(Json.readObject("{\"customerId\":\"shop\",\"keys\":[]}"));
  }

  @Test
  void sendsNoBodyWithAQuestion() {
    Call call = call("customer list --limit 7");

    assertThat(call.body()).isEmpty();
    assertThat(call.address()).isEqualTo("/admin/customers?limit=7");
    assertThat(call("customer list").after("a b").address())
        .isEqualTo("/admin/customers?after=a%20b");
  }

  @Test
  void aPathsPartIsOnePart() {
    assertThat(call("customer show a/b").address()).isEqualTo("/admin/customers/a%2Fb");
  }

  @ParameterizedTest
  @CsvSource({
    "customer show, missing",
    "customer show a b, too much: b",
    "customer show a --colour red, no option --colour",
    "customer change a --live-quota, needs a value",
    "customer change a --live-quota=many, whole number",
    "key revoke, missing",
    "payment record a 10000, --reference is missing",
  })
  void saysWhatIsWrongWithALine(String line, String said) {
    assertThatExceptionOfType(WrongUsageException.class)
        .isThrownBy(() -> {
          Optional<?> _ = call(line).body();
        })
        .withMessageContaining(said);
  }

  @Test
  void knowsNoVerbThatOnlyBeginsAsOne() {
    assertThat(VERBS.of(List.of("customer", "shower"))).isEmpty();
    assertThat(VERBS.of(List.of("customer"))).isEmpty();
    assertThat(VERBS.of(List.of())).isEmpty();
  }

  private static Call call(String line) {
    List<String> words = List.of(line.split(" "));
    Verb verb = VERBS.of(words).orElseThrow();
    return Call.parse(verb, words.subList(verb.name().split(" ").length, words.size()));
  }
}
