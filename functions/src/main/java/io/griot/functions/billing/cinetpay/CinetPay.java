package io.griot.functions.billing.cinetpay;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CinetPay's checkout API, version 2, according to its documentation (docs.cinetpay.com:
 * initialisation, notification, X-TOKEN HMAC, verification). The reference of a payment is our own,
 * which CinetPay calls {@code transaction_id}. Amounts are in the currency's main unit, multiples
 * of 5.
 *
 * <p>Secrets: {@code apiKey}, {@code siteId}, {@code secretKey}. Thread-safe.
 */
public final class CinetPay implements PaymentProvider {
  /** The fields that the notification's token covers, in this order. */
  static final List<String> SIGNED_FIELDS =
      List.of(
          "cpm_site_id",
          "cpm_trans_id",
          "cpm_trans_date",
          "cpm_amount",
          "cpm_currency",
          "signature",
          "payment_method",
          "cel_phone_num",
          "cpm_phone_prefixe",
          "cpm_language",
          "cpm_version",
          "cpm_payment_config",
          "cpm_page_action",
          "cpm_custom",
          "cpm_designation",
          "cpm_error_message");

  private static final Set<String> OVER = Set.of("REFUSED", "CANCELED", "CANCELLED");

  private final URI base;
  private final ProviderSecrets secrets;
  private final ProviderHttp http;

  /**
   * @param base the address below which the paths are: {@code https://api-checkout.cinetpay.com/v2}
   */
  public CinetPay(URI base, ProviderSecrets secrets, ProviderHttp http) {
    this.base = base;
    this.secrets = secrets;
    this.http = http;
  }

  @Override
  public String name() {
    return "cinetpay";
  }

  @Override
  public String reference(Function<String, Optional<String>> header, ObjectNode fields) {
    String text =
        SIGNED_FIELDS.stream().map(name -> text(fields, name)).collect(Collectors.joining());
    String expected = Signatures.hmacSha256(secrets.text("secretKey"), text);
    boolean signed =
        header.apply("x-token").filter(token -> Signatures.same(expected, token)).isPresent();
    String reference = text(fields, "cpm_trans_id");
    if (!signed
        || reference.isEmpty()
        || !text(fields, "cpm_site_id").equals(secrets.text("siteId"))) {
      throw new ApiFailure(FailureCode.WRONG_SIGNATURE);
    }
    return reference;
  }

  private static String text(ObjectNode fields, String name) {
    return fields.path(name).asText("");
  }

  @Override
  public Confirmation confirm(String reference) {
    ObjectNode body = identified().put("transaction_id", reference);
    ObjectNode answer = http.post(at("/payment/check"), Map.of(), body);
    JsonNode data = answer.path("data");
    String status = data.path("status").asText();
    if (answer.path("code").asText().equals("00") && status.equals("ACCEPTED")) {
      return paid(data, reference);
    }
    return OVER.contains(status) ? new Confirmation.Failed() : Confirmation.Pending.said(status);
  }

  /**
   * Reads a paid amount. For a page that we opened, the answer repeats our reference as {@code
   * metadata}.
   */
  private static Confirmation paid(JsonNode data, String reference) {
    String metadata = data.path("metadata").asText("");
    if (!metadata.isEmpty() && !metadata.equals(reference)) {
      throw new ProviderUnreachableException("it answers of another payment");
    }
    return Money.written(data.path("amount").asText(), data.path("currency").asText())
        .<Confirmation>map(Confirmation.Paid::new)
        .orElseThrow(() -> new ProviderUnreachableException("the amount cannot be read"));
  }

  @Override
  public Page open(PageOrder order) {
    ObjectNode body =
        identified()
            .put("transaction_id", order.reference())
            .put("currency", order.amount().currency())
            .put("description", order.description())
            .put("notify_url", order.notifyAt().toString())
            .put("return_url", order.returnTo().toString())
            .put("channels", "ALL")
            .put("metadata", order.reference());
    body.set("amount", Json.MAPPER.createObjectNode().numberNode(mainUnit(order.amount())));
    ObjectNode answer = http.post(at("/payment"), Map.of(), body);
    String url = answer.path("data").path("payment_url").asText();
    if (!answer.path("code").asText().equals("201") || !url.startsWith("http")) {
      throw new ProviderUnreachableException("code " + code(answer));
    }
    return new Page(URI.create(url), order.reference(), Optional.empty());
  }

  private static long mainUnit(Money amount) {
    String text = amount.inMainUnit();
    if (text.contains(".") && !text.matches("\\d+\\.0+")) {
      throw new ProviderUnreachableException("it takes whole amounts only");
    }
    return Long.parseLong(text.replaceFirst("\\..*", ""));
  }

  /** The answer's code for the log: digits, or {@code none}. */
  private static String code(ObjectNode answer) {
    String code = answer.path("code").asText();
    return code.matches("\\d{1,5}") ? code : "none";
  }

  private ObjectNode identified() {
    return Json.MAPPER
        .createObjectNode()
        .put("apikey", secrets.text("apiKey"))
        .put("site_id", secrets.text("siteId"));
  }

  private URI at(String path) {
    return URI.create(base + path);
  }
}
