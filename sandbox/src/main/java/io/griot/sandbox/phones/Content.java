package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.protocol.WireOrder.WireProduct;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Order;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message of a phone other than text and files, in WhatsApp's own terms.
 *
 * @param type WhatsApp's name for the kind of message
 */
record Content(String type, String body, Map<String, JsonNode> attributes) {
  Draft draft(String id, Jid to) {
    return new Draft(id, to, type, body, attributes, null);
  }

  static Content location(
      double latitude, double longitude, @Nullable String name, @Nullable String address) {
    String place =
        name != null && address != null
            ? name + "\n" + address
            : String.valueOf(name == null ? (address == null ? "" : address) : name);
    return of(
        "location", "", fields().put("lat", latitude).put("lng", longitude).put("loc", place));
  }

  static Content card(String name, String number) {
    String vcard =
        "BEGIN:VCARD\nVERSION:3.0\nN:;%1$s;;;\nFN:%1$s\nTEL;type=CELL;waid=%2$s:+%2$s\nEND:VCARD"
            .formatted(name, number);
    return of("vcard", vcard, fields().put("vcardFormattedName", name));
  }

  static Content poll(String name, List<String> options, boolean multiple, byte[] secret) {
    ObjectNode fields = fields().put("pollName", name);
    ArrayNode choices = fields.putArray("pollOptions");
    for (String option : options) {
      choices.addObject().put("name", option).put("localId", choices.size() - 1);
    }
    fields.put("pollSelectableOptionsCount", multiple ? 0 : 1);
    ArrayNode numbers = fields.putArray("messageSecret");
    for (byte one : secret) {
      numbers.add(Byte.toUnsignedInt(one));
    }
    return of("poll_creation", "", fields);
  }

  static Content order(Account seller, Order order) {
    List<WireProduct> products = order.details().products();
    return of(
        "order",
        "",
        fields()
            .put("orderId", order.id())
            .put("token", order.token())
            .put("orderTitle", products.getFirst().name())
            .put("itemCount", products.stream().mapToInt(WireProduct::quantity).sum())
            .put("sellerJid", seller.pn().value())
            .put("totalAmount1000", order.details().total())
            .put("totalCurrencyCode", order.details().currency()));
  }

  static Content payment(
      Account receiver, long amount1000, String currency, @Nullable String note, long now) {
    ObjectNode fields =
        fields()
            .put("paymentAmount1000", amount1000)
            .put("paymentCurrency", currency)
            .put("paymentMessageReceiverJid", receiver.pn().value())
            .put("paymentTransactionTimestamp", now)
            .put("paymentStatus", 4)
            .put("paymentTxnStatus", 4);
    if (note != null) {
      fields.putObject("paymentNoteMsg").put("type", "chat").put("body", note);
    }
    return of("payment", "", fields);
  }

  private static ObjectNode fields() {
    return ProtocolJson.MAPPER.createObjectNode();
  }

  private static Content of(String type, String body, ObjectNode fields) {
    return new Content(type, body, ProtocolJson.fields(fields));
  }
}
