package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.operator.AdminCommands.Ran;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs a small business against the local stack, with the command line alone. */
class AdminE2E {
  @RegisterExtension static final OperatorStack stack = new OperatorStack();

  @Test
  void runsACustomerFromTheFirstDayToTheLast() throws Exception {
    Ran created = admin("customer", "create", "shop", "--name", "Chez Awa", "--json");
    assertThat(created.status()).as(created.errors()).isZero();
    String key = created.json().at("/keys/0/key").asText();
    assertThat(key).startsWith("test_");
    assertThat(api("/session/getSessions", key).statusCode()).isEqualTo(200);

    assertThat(admin("customer", "create", "shop"))
        .extracting(Ran::status, Ran::said, Ran::errors)
        .containsExactly(Admin.REFUSED, "", "✗ customer_exists (409)\n");
    assertThat(admin("customer", "list").said())
        .matches("(?s)customerId +name .*shop +Chez Awa +standard .*");
    assertThat(admin("customer", "change", "shop", "--test-quota=1").said())
        .containsPattern("testQuota +1\n");

    assertThat(admin("customer", "suspend", "shop").status()).isZero();
    assertThat(admin("customer", "show", "shop").said()).containsPattern("suspendedAt +20");
    assertThat(admin("customer", "resume", "shop").said()).containsPattern("suspendedAt +-");
  }

  @Test
  void issuesReplacesListsAndRevokesKeys() throws Exception {
    admin("customer", "create", "keys", "--keys=");
    String first =
        secret(admin("key", "issue", "keys", "--kind", "test", "--scopes", "read", "--json"));
    assertThat(api("/session/getSessions", first).statusCode()).isEqualTo(200);
    assertThat(api("/session/start/main", first).body()).contains("key_out_of_scope", "sessions");

    String id = first.substring(0, 13);
    String second = secret(admin("key", "rotate", id, "--overlap-days", "0", "--json"));
    assertThat(api("/session/getSessions", second).statusCode()).isEqualTo(200);
    assertThat(admin("key", "rotate", id).status()).isEqualTo(Admin.REFUSED);

    Ran revoked = admin("key", "revoke", second.substring(0, 9));
    assertThat(revoked.said()).containsPattern("works +no\n").doesNotContain(second);
    assertThat(admin("key", "list", "keys").said().lines()).hasSize(3);
    assertThat(admin("key", "list", "keys").said()).doesNotContain(first, second);
  }

  @Test
  void anOperatorsKeyThatOnlyReadsChangesNothing() throws Exception {
    String reader = secret(admin("operator", "issue", "bookkeeper", "--scopes", "read", "--json"));
    AdminCommands bookkeeper = stack.adminWith(reader);

    assertThat(bookkeeper.run("operator", "list").said()).contains("bookkeeper");
    assertThat(bookkeeper.run("customer", "create", "mine"))
        .extracting(Ran::status, Ran::errors)
        .containsExactly(
            Admin.REFUSED, "✗ key_out_of_scope: this needs a key with administer (403)\n");
  }

  @Test
  void movesTheClockForWhoMayAdministerAlone() throws Exception {
    String reader =
        secret(admin("operator", "issue", "clock watcher", "--scopes", "read", "--json"));
    AdminCommands watcher = stack.adminWith(reader);

    assertThat(watcher.run("clock").said()).containsPattern("now +20").contains("ahead");
    assertThat(watcher.run("clock", "1h").errors()).contains("this needs a key with administer");
    assertThat(admin("clock", "tomorrow").status()).isEqualTo(Admin.WRONG_USAGE);
    assertThat(admin("clock", "9999d").errors()).contains("1100 days ahead at most");
    String key =
        admin("customer", "create", "clock", "--keys", "test", "--json")
            .json()
            .at("/keys/0/key")
            .asText();
    assertThat(api("/local/clock", key).statusCode()).isEqualTo(403);
  }

  @Test
  void hasAnExitCodeForEachKindOfFailure() throws Exception {
    assertThat(admin("customer", "show", "nobody").status()).isEqualTo(Admin.REFUSED);
    assertThat(admin("customer", "show").status()).isEqualTo(Admin.WRONG_USAGE);
    assertThat(admin("dance").errors()).contains("no such verb: dance");
    String secret = stack.admin().operator().key();
    AdminCommands nowhere =
        new AdminCommands(
            new AdminConfig(URI.create("http://127.0.0.1:9"), secret), stack.folder());
    Ran unreachable = nowhere.run("customer", "list");
    assertThat(unreachable.status()).isEqualTo(Admin.UNREACHABLE);
    assertThat(unreachable.errors()).doesNotContain(secret);
    AdminConfig elsewhere =
        new AdminConfig(stack.local().sandboxAddress().resolve("phones/ui?"), secret);
    Ran noApi = new AdminCommands(elsewhere, stack.folder()).run("customer", "list");
    assertThat(noApi.status()).isEqualTo(Admin.UNREACHABLE);
    assertThat(noApi.said()).isEmpty();
  }

  @Test
  void writesTheDocumentationAsOneFile() throws Exception {
    assertThat(admin("docs", "operator.html").status()).isZero();

    assertThat(Files.readString(stack.folder().resolve("operator.html")))
        .contains("Redoc.init", "/admin/customers", "Sign a customer up")
        .doesNotContain(stack.admin().operator().key());
  }

  private static String secret(Ran ran) {
    assertThat(ran.status()).as(ran.errors()).isZero();
    return ran.json().at("/key/key").asText();
  }

  private static HttpResponse<String> api(String path, String key) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(stack.local().apiAddress().resolve(path))
              .header("x-api-key", key)
              .build(),
          BodyHandlers.ofString());
    }
  }

  private static Ran admin(String... words) throws InterruptedException {
    return stack.admin().run(words);
  }
}
