package io.griot.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.contract.Wanted;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.local.client.ApiClient;
import io.griot.local.client.ApiClient.Answer;
import io.griot.local.client.Phone;
import io.griot.local.stack.WholeStack;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A session that nobody uses sleeps, and loses nothing by it. */
class ParkingE2E {
  private static final SessionId ID =
      SessionId.of(new CustomerId("customer"), new SessionName("shop"));
  private static final String SETTINGS = "{\"park\":{\"afterIdle\":\"5m\",\"wakeEvery\":\"6h\"}}";

  @RegisterExtension
  static final WholeStack griot =
      WholeStack.withHost()
          .settings(Map.of("GRIOT_WEBHOOKS_TO_LOOPBACK", "true", "GRIOT_LOOK_AT_OWN", "2s"));

  @Test
  void takesWhatArrivedByItsScheduleAndWakesForASend() throws Exception {
    try (Phone shop = griot.phone(Phone.SHOP);
        Phone customer = griot.phone(Phone.CUSTOMER);
        Receiver receiver = new Receiver();
        ApiClient operator =
            new ApiClient(griot.stack().apiAddress(), griot.stack().mintAdminKey())) {
      webhook(receiver);
      griot.pair("shop", shop);
      parkAfterASecond();
      awaitParked(operator);

      String missed = customer.write(shop.id(), "Are you there?");
      change(new Write().set(SessionItem.WAKE_AT, Item.ofInstant(Instant.EPOCH)));
      round(operator);
      WholeStack.patiently()
          .until(() -> receiver.taken().stream().anyMatch(event -> isMessage(event, missed)));
      WholeStack.patiently().until(() -> isCaughtUpTwice(receiver)); // when it was linked, and now
      awaitParked(operator);

      Answer sent =
          griot.api().post("/client/sendMessage/shop", ApiClient.text(customer.id(), "Now I am."));
      assertThat(sent.status()).as(sent.text()).isIn(200, 202); // by how busy the machine is
      griot.awaitConversation(
          customer,
          shop.id(),
          messages -> messages.getLast().path("body").asText().equals("Now I am."));
      griot.awaitConnected("shop");
      assertThat(shop.devices()).hasSize(1);
    }
  }

  private static void webhook(Receiver receiver) {
    ObjectNode wanted = Json.MAPPER.createObjectNode().put("url", receiver.url());
    wanted.putArray("events").add("message").add("caught_up");
    Answer set = griot.api().send("PUT", "/webhook", wanted.toString(), Map.of());
    assertThat(set.status()).as(set.text()).isEqualTo(200);
  }

  /** Nobody may set a time as short as a test has. */
  private static void parkAfterASecond() {
    Answer set = griot.api().send("PUT", "/session/settings/shop", SETTINGS, Map.of());
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    change(new Write().set(SessionItem.PARK_AFTER, Item.ofNumber(1)));
  }

  private static void awaitParked(ApiClient operator) {
    WholeStack.patiently()
        .until(
            () -> {
              round(operator);
              return griot.stack().aws().session(ID);
            },
            item -> isAtRest(new Item(item)));
    ObjectNode status = griot.api().get("/session/status/shop").body();
    assertThat(status.path("success").asBoolean(true)).isFalse();
    assertThat(status.path("state").asText()).isEqualTo("PARKED");
    assertThat(status.path("reason").asText()).isEqualTo("parked");
    assertThat(Instant.parse(status.path("nextWake").asText()))
        .isAfter(Instant.parse(status.path("parkedSince").asText()));
  }

  private static boolean isAtRest(Item session) {
    return session.text(SessionItem.WANTED).equals(Wanted.PARKED.name())
        && !session.has(SessionItem.OWNER);
  }

  /** Has the supervisor make a round. */
  private static void round(ApiClient operator) {
    Answer moved = operator.send("POST", "/local/clock", "{\"forward\":\"PT0S\"}", Map.of());
    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
  }

  private static boolean isMessage(Receiver.Event event, String id) {
    return event.dataType().equals("message")
        && event.data().at("/message/id/id").asText().equals(id);
  }

  private static boolean isCaughtUpTwice(Receiver receiver) {
    return receiver.taken().stream().filter(event -> event.dataType().equals("caught_up")).count()
        >= 2;
  }

  private static void change(Write write) {
    try (DynamoDbClient tables = griot.stack().aws().dynamoDbClient()) {
      DynamoTable sessions = new DynamoTable(tables, new Names("griot"), Table.SESSIONS);
      sessions.update(sessions.key(ID.value()), write);
    }
  }
}
