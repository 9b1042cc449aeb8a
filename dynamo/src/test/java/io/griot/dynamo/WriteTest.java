package io.griot.dynamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.griot.contract.CommandItem;
import io.griot.contract.Table;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

final class WriteTest {
  private static final Map<String, AttributeValue> KEY = Map.of("id", Item.ofText("one"));

  @Test
  void changesEachAttributeInItsClause() {
    UpdateItemRequest update =
        new Write()
            .set("owner", Item.ofText("host-a"))
            .put("problem", Optional.empty())
            .setIfAbsent("secret", Item.ofText("s"))
            .add("token", 1)
            .update("sessions", KEY);

    assertThat(update.updateExpression())
        .isEqualTo(
            "SET #owner = :v0, #secret = if_not_exists(#secret, :v1) REMOVE #problem ADD #token"
                + " :v2");
    assertThat(update.expressionAttributeValues())
        .containsOnly(
            Map.entry(":v0", Item.ofText("host-a")),
            Map.entry(":v1", Item.ofText("s")),
            Map.entry(":v2", Item.ofNumber(1)));
    assertThat(update.conditionExpression()).isNull();
  }

  @Test
  void changesSingleMembersOfMaps() {
    UpdateItemRequest update =
        new Write()
            .ifIn("places", "a", Item.ofNumber(1))
            .remove("problem")
            .removeIn("places", "a")
            .setIn("places", "b", Item.ofNumber(2))
            .update("limits", KEY);

    assertThat(update.updateExpression())
        .isEqualTo("SET #places.#b = :v1 REMOVE #problem, #places.#a");
    assertThat(update.conditionExpression()).isEqualTo("#places.#a = :v0");
    assertThat(update.expressionAttributeNames())
        .containsOnly(
            Map.entry("#places", "places"),
            Map.entry("#problem", "problem"),
            Map.entry("#a", "a"),
            Map.entry("#b", "b"));
    assertThat(update.expressionAttributeValues())
        .containsOnly(Map.entry(":v0", Item.ofNumber(1)), Map.entry(":v1", Item.ofNumber(2)));
  }

  @Test
  void requiresAllItsConditions() {
    UpdateItemRequest update =
        new Write()
            .ifIs("owner", Optional.empty())
            .ifNumber("token", 0)
            .ifNumber("restarts", 2)
            .ifEither("status", Item.ofText("ACCEPTED"), Item.ofText("STARTED"))
            .remove("owner")
            .update("sessions", KEY);

    assertThat(update.conditionExpression())
        .isEqualTo(
            "attribute_not_exists(#owner)"
                + " AND (attribute_not_exists(#token) OR #token = :v0)"
                + " AND #restarts = :v1"
                + " AND #status IN (:v2, :v3)");
    assertThat(update.returnValuesOnConditionCheckFailure())
        .isEqualTo(ReturnValuesOnConditionCheckFailure.ALL_OLD);
  }

  /** DynamoDB refuses a request with a placeholder that no expression uses. */
  @Test
  void namesInAWholeItemWhatItsConditionsNeedAndNoMore() {
    PutItemRequest put =
        new Write()
            .set("status", Item.ofText("ACCEPTED"))
            .put("failure", Optional.empty())
            .ifNoneOrExpired(Table.COMMANDS, Instant.ofEpochSecond(100))
            .putItem("commands", KEY);

    assertThat(put.item())
        .containsOnly(
            Map.entry("id", Item.ofText("one")), Map.entry("status", Item.ofText("ACCEPTED")));
    assertThat(put.expressionAttributeNames())
        .containsOnlyKeys("#" + CommandItem.COMMAND_ID, "#" + CommandItem.EXPIRES_AT);
    assertThat(put.expressionAttributeValues()).containsOnly(Map.entry(":v0", Item.ofNumber(100)));
  }

  @Test
  void givesNoPlaceholdersWhereNoneAreNeeded() {
    PutItemRequest put = new Write().set("status", Item.ofText("x")).putItem("commands", KEY);

    assertThat(put.hasExpressionAttributeNames()).isFalse();
    assertThat(put.hasExpressionAttributeValues()).isFalse();
  }

  @Test
  void makesNoWholeItemOfWhatIsStored() {
    Write counter = new Write().add("token", 1);

    assertThatIllegalStateException().isThrownBy(() -> counter.putItem("sessions", KEY));
    assertThatIllegalStateException()
        .isThrownBy(() -> new Write().setIn("m", "a", Item.ofNumber(1)).putItem("sessions", KEY));
    assertThatIllegalStateException()
        .isThrownBy(() -> new Write().removeIn("m", "a").putItem("sessions", KEY));
  }

  @Test
  void maySayTheSameTwice() {
    Write write = new Write().set("owner", Item.ofText("host-a"));

    assertThat(write.update("sessions", KEY)).isEqualTo(write.update("sessions", KEY));
  }
}
