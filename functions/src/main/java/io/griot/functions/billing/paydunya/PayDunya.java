package io.griot.functions.billing.paydunya;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.billing.PaymentProvider;
import io.griot.functions.billing.ProviderHttp;
import io.griot.functions.billing.ProviderSecrets;
import io.griot.functions.billing.ProviderUnreachableException;
import io.griot.functions.billing.Signatures;
import io.griot.functions.customers.Money;
import io.griot.functions.http.ApiFailure;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * PayDunya's payment with redirection, according to its documentation (developers.paydunya.com,
 * HTTP/JSON). The reference of a payment is PayDunya's token of the invoice. Answers contain no
 * currency: amounts are in XOF.
 *
 * <p>A notification's {@code hash} is the SHA-512 of the master key, the same in each: it proves
 * that the sender knows the key, and nothing about the payment. Everything else is therefore
 * requested from PayDunya.
 *
 * <p>Secrets: {@code masterKey}, {@code privateKey}, {@code token}; and {@code store}, the name
 * shown to payers. Thread-safe.
 */
public final class PayDunya implements PaymentProvider {
  private static final String CURRENCY = "XOF";
  private static final Pattern TOKEN = Pattern.compile("[\\w-]{1,100}");
  private static final Set<String> OVER = Set.of("cancelled", "canceled", "failed", "fail");

  private final URI base;
  private final ProviderSecrets secrets;
  private final ProviderHttp http;

  /**
   * @param base the address below which the paths are: {@code https://app.paydunya.com/api/v1}, or
   *     {@code …/sandbox-api/v1} for payments without money
   */
  public PayDunya(URI base, ProviderSecrets secrets, ProviderHttp http) {
    this.base = base;
    this.secrets = secrets;
    this.http = http;
  }

  @Override
  public String name() {
    return "paydunya";
  }

  @Override
  public String reference(Function<String, Optional<String>> header, ObjectNode fields) {
    JsonNode data = data(fields);
    String expected = Signatures.sha512(secrets.text("masterKey"));
    String token = data.path("invoice").path("token").asText("");
    if (!Signatures.same(expected, data.path("hash").asText(""))
        || !TOKEN.matcher(token).matches()) {
      throw new ApiFailure(FailureCode.WRONG_SIGNATURE);
    }
    return token;
  }

  /**
   * Reads the notification's data. A form has {@code data[…]} for each field; some of PayDunya's
   * clients send it as JSON text.
   */
  private static JsonNode data(ObjectNode fields) {
    JsonNode data = fields.path("data");
    if (!data.isTextual()) {
      return data;
    }
    try {
      return Json.readObject(data.asText());
    } catch (IllegalArgumentException e) {
      throw new ApiFailure(FailureCode.WRONG_SIGNATURE);
    }
  }

  @Override
  public Confirmation confirm(String reference) {
    ObjectNode answer = http.get(at("/checkout-invoice/confirm/" + reference), identified());
    String status = answer.path("status").asText();
    if (answer.path("response_code").asText().equals("00") && status.equals("completed")) {
      return paid(answer, reference);
    }
    return OVER.contains(status) ? new Confirmation.Failed() : Confirmation.Pending.said(status);
  }

  private Confirmation paid(ObjectNode answer, String reference) {
    JsonNode invoice = answer.path("invoice");
    String token = invoice.path("token").asText(reference);
    boolean forTests = base.getPath().contains("sandbox");
    boolean isTest = answer.path("mode").asText().equals("test");
    if (!token.equals(reference) || (isTest && !forTests)) {
      throw new ProviderUnreachableException("it answers of another payment, or of a test");
    }
    return Money.written(invoice.path("total_amount").asText(), CURRENCY)
        .<Confirmation>map(Confirmation.Paid::new)
        .orElseThrow(() -> new ProviderUnreachableException("the amount cannot be read"));
  }

  @Override
  public Page open(PageOrder order) {
    if (!order.amount().currency().equals(CURRENCY)) {
      throw new ProviderUnreachableException("it takes " + CURRENCY + " only");
    }
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putObject("invoice")
        .put("total_amount", order.amount().minor())
        .put("description", order.description());
    body.putObject("store").put("name", secrets.read().path("store").asText("Griot"));
    body.putObject("custom_data").put("reference", order.reference());
    body.putObject("actions")
        .put("callback_url", order.notifyAt().toString())
        .put("return_url", order.returnTo().toString())
        .put("cancel_url", order.returnTo().toString());
    ObjectNode answer = http.post(at("/checkout-invoice/create"), identified(), body);
    String token = answer.path("token").asText();
    String url = answer.path("response_text").asText();
    if (!answer.path("response_code").asText().equals("00")
        || !TOKEN.matcher(token).matches()
        || !url.startsWith("http")) {
      throw new ProviderUnreachableException("it opens no page");
    }
    return new Page(URI.create(url), token, Optional.empty());
  }

  private Map<String, String> identified() {
    return Map.of(
        "PAYDUNYA-MASTER-KEY", secrets.text("masterKey"),
        "PAYDUNYA-PRIVATE-KEY", secrets.text("privateKey"),
        "PAYDUNYA-TOKEN", secrets.text("token"));
  }

  private URI at(String path) {
    return URI.create(base + path);
  }
}
