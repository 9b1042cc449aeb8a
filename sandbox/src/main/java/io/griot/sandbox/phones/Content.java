package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.ProtocolJson;
import io.griot.sandbox.protocol.WireOrder.WireProduct;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Draft;
import io.griot.sandbox.world.Order;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a phone sends beside texts and files, in WhatsApp's own terms.
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
    return of("location", "", Map.of("lat", latitude, "lng", longitude, "loc", place));
  }

  static Content card(String name, String number) {
    String vcard =
        "BEGIN:VCARD\nVERSION:3.0\nN:;%1$s;;;\nFN:%1$s\nTEL;type=CELL;waid=%2$s:+%2$s\nEND:VCARD"
            .formatted(name, number);
    return of("vcard", vcard, Map.of("vcardFormattedName", name));
  }

  static Content poll(String name, List<String> options, boolean multiple, byte[] secret) {
    List<Map<String, Object>> choices =
        IntStream.range(0, options.size())
            .mapToObj(i -> Map.<String, Object>of("name", options.get(i), "localId", i))
            .toList();
    return of(
        "poll_creation",
        "",
        Map.of(
            "pollName",
            name,
            "pollOptions",
            choices,
            "pollSelectableOptionsCount",
            multiple ? 0 : 1,
            "messageSecret",
            numbers(secret)));
  }

  private static int[] numbers(byte[] bytes) {
    return IntStream.range(0, bytes.length).map(i -> Byte.toUnsignedInt(bytes[i])).toArray();
  }

  static Content order(Account seller, Order order) {
    List<WireProduct> products = order.details().products();
    return of(
        "order",
        "",
        Map.of(
            "orderId",
            order.id(),
            "token",
            order.token(),
            "orderTitle",
            products.getFirst().name(),
            "itemCount",
            products.stream().mapToInt(WireProduct::quantity).sum(),
            "sellerJid",
            seller.pn().value(),
            "totalAmount1000",
            order.details().total(),
            "totalCurrencyCode",
            order.details().currency()));
  }

  static Content payment(
      Account receiver, long amount1000, String currency, @Nullable String note, long now) {
    Map<String, Object> fields =
        new LinkedHashMap<>(
            Map.of(
                "paymentAmount1000",
                amount1000,
                "paymentCurrency",
                currency,
                "paymentMessageReceiverJid",
                receiver.pn().value(),
                "paymentTransactionTimestamp",
                now,
                "paymentStatus",
                4,
                "paymentTxnStatus",
                4));
    if (note != null) {
      fields.put("paymentNoteMsg", Map.of("type", "chat", "body", note));
    }
    return of("payment", "", fields);
  }

  private static Content of(String type, String body, Map<String, Object> attributes) {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    attributes.forEach((name, value) -> nodes.put(name, ProtocolJson.MAPPER.valueToTree(value)));
    return new Content(type, body, nodes);
  }
}
