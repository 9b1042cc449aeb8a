package io.griot.functions.billing;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Both payment providers on loopback, as their documentation describes them: CinetPay's {@code
 * /v2/payment} and {@code /v2/payment/check}, PayDunya's {@code /api/v1/checkout-invoice/create}
 * and {@code /confirm/…}.
 */
final class ProviderStandIn implements AutoCloseable {
  static final String API_KEY = "12912847765bc0db748fdd44.40081707";
  static final String SITE_ID = "445160";
  static final String SECRET_KEY = "cinetpay-secret";
  static final String MASTER_KEY = "wQzk9ZwR-master";
  static final String PRIVATE_KEY = "live_private_r";
  static final String TOKEN = "IivOiOxGJuWhc5znlIiK";

  /** The payments by reference: the JSON of the answers. */
  final Map<String, ObjectNode> answers = new ConcurrentHashMap<>();

  /** Bodies of pages that were opened. */
  final List<ObjectNode> opened = new CopyOnWriteArrayList<>();

  final List<String> asked = new CopyOnWriteArrayList<>();

  /** Whether it fails by itself: then it answers with 503, in JSON all the same. */
  volatile boolean failing;

  private final HttpServer server;

  ProviderStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/v2/payment", this::cinetPay);
    server.createContext("/api/v1/checkout-invoice", this::payDunya);
    server.start();
  }

  URI cinetPayBase() {
    return URI.create(address() + "/v2");
  }

  URI payDunyaBase() {
    return URI.create(address() + "/api/v1");
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  static ProviderSecrets cinetPaySecrets() {
    return () ->
        Json.MAPPER
            .createObjectNode()
            .put("apiKey", API_KEY)
            .put("siteId", SITE_ID)
            .put("secretKey", SECRET_KEY);
  }

  static ProviderSecrets payDunyaSecrets() {
    return () ->
        Json.MAPPER
            .createObjectNode()
            .put("masterKey", MASTER_KEY)
            .put("privateKey", PRIVATE_KEY)
            .put("token", TOKEN)
            .put("store", "Griot");
  }

  /** CinetPay's answer to its check of a payment that was accepted. */
  static ObjectNode accepted(String amount, String currency) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("code", "00").put("message", "SUCCES");
    answer
        .putObject("data")
        .put("amount", amount)
        .put("currency", currency)
        .put("status", "ACCEPTED")
        .put("payment_method", "OM")
        .put("description", "Griot")
        .putNull("metadata")
        .put("operator_id", "MP220118.1200.C00001")
        .put("payment_date", "2026-10-01 12:00:00");
    return answer;
  }

  /** CinetPay's answer to its check of a payment in another state. */
  static ObjectNode notAccepted(String code, String message, String status) {
    ObjectNode answer = Json.MAPPER.createObjectNode().put("code", code).put("message", message);
    answer.putObject("data").put("status", status).put("amount", "").put("currency", "");
    return answer;
  }

  /** PayDunya's answer to its confirmation. */
  static ObjectNode invoice(String token, String status, long amount, String mode) {
    ObjectNode answer =
        Json.MAPPER
            .createObjectNode()
            .put("response_code", "00")
            .put("response_text", "Transaction Found")
            .put("hash", Signatures.sha512(MASTER_KEY));
    answer.putObject("invoice").put("token", token).put("total_amount", amount);
    return answer.put("mode", mode).put("status", status);
  }

  private void cinetPay(HttpExchange exchange) throws IOException {
    ObjectNode body = body(exchange);
    boolean known =
        body.path("apikey").asText().equals(API_KEY)
            && body.path("site_id").asText().equals(SITE_ID);
    if (!known) {
      answer(exchange, 403, Json.MAPPER.createObjectNode().put("code", "609"));
      return;
    }
    if (exchange.getRequestURI().getPath().endsWith("/check")) {
      String reference = body.path("transaction_id").asText();
      asked.add(reference);
      ObjectNode unknown = notAccepted("627", "TRANSACTION_NOT_FOUND", "");
      answer(exchange, 200, answers.getOrDefault(reference, unknown));
      return;
    }
    opened.add(body);
    ObjectNode created =
        Json.MAPPER.createObjectNode().put("code", "201").put("message", "CREATED");
    created
        .putObject("data")
        .put("payment_token", "tok")
        .put("payment_url", "https://checkout.cinetpay.com/payment/tok");
    answer(exchange, 200, created);
  }

  private void payDunya(HttpExchange exchange) throws IOException {
    boolean known =
        MASTER_KEY.equals(exchange.getRequestHeaders().getFirst("PAYDUNYA-MASTER-KEY"))
            && PRIVATE_KEY.equals(exchange.getRequestHeaders().getFirst("PAYDUNYA-PRIVATE-KEY"))
            && TOKEN.equals(exchange.getRequestHeaders().getFirst("PAYDUNYA-TOKEN"));
    if (!known) {
      answer(exchange, 200, Json.MAPPER.createObjectNode().put("response_code", "1001"));
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path.contains("/confirm/")) {
      String token = path.substring(path.lastIndexOf('/') + 1);
      asked.add(token);
      ObjectNode unknown = Json.MAPPER.createObjectNode().put("response_code", "1001");
      answer(exchange, 200, answers.getOrDefault(token, unknown));
      return;
    }
    opened.add(body(exchange));
    answer(
        exchange,
        200,
        Json.MAPPER
            .createObjectNode()
            .put("response_code", "00")
            .put("response_text", "https://app.paydunya.com/checkout/invoice/tok1")
            .put("description", "Checkout Invoice Created")
            .put("token", "tok1"));
  }

  private static ObjectNode body(HttpExchange exchange) throws IOException {
    return Json.readObject(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
  }

  private void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = body.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(failing ? 503 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
