package io.griot.functions.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.util.List;
import java.util.stream.Collectors;

/** Notifications as the providers' documentation shows them. */
final class Notice {
  /** CinetPay's, in the order in which their token has them. */
  static final List<String> FIELDS =
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

  private Notice() {}

  static ObjectNode cinetPay(String reference) {
    return Json.MAPPER
        .createObjectNode()
        .put("cpm_trans_id", reference)
        .put("cpm_site_id", ProviderStandIn.SITE_ID)
        .put("cpm_trans_date", "2026-10-01 12:00:00")
        .put("cpm_amount", "10000")
        .put("cpm_currency", "XOF")
        .put("signature", "a1b2")
        .put("payment_method", "OM")
        .put("cel_phone_num", "70000000")
        .put("cpm_phone_prefixe", "226")
        .put("cpm_language", "fr")
        .put("cpm_version", "V4")
        .put("cpm_payment_config", "SINGLE")
        .put("cpm_page_action", "PAYMENT")
        .put("cpm_custom", reference)
        .put("cpm_designation", "Griot standard 1")
        .put("cpm_error_message", "SUCCES");
  }

  static String token(ObjectNode fields) {
    String text =
        FIELDS.stream().map(name -> fields.path(name).asText()).collect(Collectors.joining());
    return Signatures.hmacSha256(ProviderStandIn.SECRET_KEY, text);
  }

  static ObjectNode payDunya(String token) {
    ObjectNode fields = Json.MAPPER.createObjectNode();
    ObjectNode data =
        fields
            .putObject("data")
            .put("response_code", "00")
            .put("response_text", "Transaction Found")
            .put("hash", Signatures.sha512(ProviderStandIn.MASTER_KEY))
            .put("mode", "live")
            .put("status", "completed");
    data.putObject("invoice").put("token", token).put("total_amount", "10000");
    return fields;
  }
}
