package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** CinetPay on loopback, as its documentation describes {@code /payment} and {@code /check}. */
final class CinetPayStandIn implements AutoCloseable {
  /** Bodies of pages that were opened. */
  final List<ObjectNode> opened = new CopyOnWriteArrayList<>();

  /** Whether its answers are invalid. */
  volatile boolean failing;

  private final Map<String, ObjectNode> accepted = new ConcurrentHashMap<>();
  private final HttpServer server;

  CinetPayStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v2/payment", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v2");
  }

  /** Marks a payment as made. */
  void accept(String reference, String amount, String currency) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("code", "00").put("message", "SUCCES");
    answer
        .putObject("data")
        .put("amount", amount)
        .put("currency", currency)
        .put("status", "ACCEPTED")
        .put("metadata", reference);
    accepted.put(reference, answer);
  }

  /** The form that reports a payment, in the order in which it is signed. */
  static Map<String, String> notification(String reference) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("cpm_site_id", "445160");
    form.put("cpm_trans_id", reference);
    form.put("cpm_trans_date", "2026-10-01 12:00:00");
    form.put("cpm_amount", "10000");
    form.put("cpm_currency", "XOF");
    form.put("signature", "a1b2");
    form.put("payment_method", "OM");
    form.put("cel_phone_num", "70000000");
    form.put("cpm_phone_prefixe", "226");
    form.put("cpm_language", "fr");
    form.put("cpm_version", "V4");
    form.put("cpm_payment_config", "SINGLE");
    form.put("cpm_page_action", "PAYMENT");
    form.put("cpm_custom", reference);
    form.put("cpm_designation", "Griot standard 1");
    form.put("cpm_error_message", "SUCCES");
    return form;
  }

  private void answer(HttpExchange exchange) throws IOException {
    ObjectNode body = Json.readObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] bytes = (failing ? "<html>" : answer(exchange, body).toString()).getBytes(UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private ObjectNode answer(HttpExchange exchange, ObjectNode body) {
    if (exchange.getRequestURI().getPath().endsWith("/check")) {
      ObjectNode waiting =
          Json.MAPPER
              .createObjectNode()
              .put("code", "662")
              .put("message", "WAITING_CUSTOMER_PAYMENT");
      waiting.putObject("data").put("status", "PENDING");
      return accepted.getOrDefault(body.path("transaction_id").asText(), waiting);
    }
    opened.add(body);
    ObjectNode created =
        Json.MAPPER.createObjectNode().put("code", "201").put("message", "CREATED");
    created.putObject("data").put("payment_url", "https://checkout.cinetpay.com/payment/tok");
    return created;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
