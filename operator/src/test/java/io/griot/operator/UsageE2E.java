package io.griot.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Json;
import io.griot.dynamo.usage.DynamoUsageStore;
import io.griot.dynamo.usage.Usage;
import io.griot.dynamo.usage.UsageDay;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** An operator reads customers' usage and money, and deletes a customer. */
class UsageE2E {
  @RegisterExtension static final OperatorStack stack = new OperatorStack();

  @Test
  void showsWhatIsLeftOfACustomersMoneyAsATable() throws Exception {
    admin("customer", "create", "shop");
    admin("customer", "create", "quiet");
    admin("payment", "record", "shop", "10000", "--reference", "r-1");
    try (DynamoDbClient tables = stack.local().aws().dynamoDbClient()) {
      boolean stored =
          new DynamoUsageStore(tables, stack.local().aws().names())
              .add(
                  "one",
                  new UsageDay(
                      new CustomerId("shop"), Environment.LIVE, LocalDate.now(Clock.systemUTC())),
                  new Usage(12_000, 9_000, 7_000, Duration.ofHours(100)));
      assertThat(stored).isTrue();
    }

    String all = admin("usage");
    assertThat(all.lines().findFirst().orElse(""))
        .matches("customerId +plan +sessionHours +commands .*marginXof +marginUsd .*");
    assertThat(all)
        .containsPattern("(?m)^shop +standard +100\\S* +12000 +9000 +7000 .* 10000 +16.67 ")
        .containsPattern("(?m)^quiet +standard +0\\S* +0 ")
        .containsPattern("(?m)^xofPerUsd +600$");
    assertThat(admin("usage", "shop")).contains("shop").doesNotContain("quiet");
    assertThat(Json.readObject(admin("usage", "shop", "--json")).at("/usage/0/messages").asInt())
        .isEqualTo(9_000);
  }

  @Test
  void limitsAndDeletesACustomer() throws Exception {
    admin("customer", "create", "going");
    assertThat(admin("customer", "limits", "going", "--uploads-per-day", "7"))
        .containsPattern("(?m)^uploadsPerDay +7$")
        .contains("own  uploadsPerDay");

    assertThat(admin("customer", "delete", "going")).containsPattern("(?m)^done +no$");
    assertThat(admin("customer", "show", "going")).containsPattern("(?m)^state +deleted$");
    assertThat(admin("customer", "create", "going")).contains("was deleted").contains("(409)");
  }

  private static String admin(String... words) throws InterruptedException {
    AdminCommands.Ran ran = stack.admin().run(words);
    return ran.said() + ran.errors();
  }
}
