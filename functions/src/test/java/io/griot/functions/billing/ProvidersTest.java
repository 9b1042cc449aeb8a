package io.griot.functions.billing;

import static io.griot.functions.billing.ProviderStandIn.accepted;
import static io.griot.functions.billing.ProviderStandIn.invoice;
import static io.griot.functions.billing.ProviderStandIn.notAccepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.functions.billing.PaymentProvider.Confirmation;
import io.griot.functions.billing.cinetpay.CinetPay;
import io.griot.functions.billing.paydunya.PayDunya;
import io.griot.functions.customers.Money;
import io.griot.functions.http.ApiFailure;
import io.griot.publichttp.AddressRules;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The adapters against stand-ins that were written from the providers' documentation. */
class ProvidersTest {
  @AutoClose private final ProviderStandIn standIn = new ProviderStandIn();
  @AutoClose private final ProviderHttp http = new ProviderHttp(new AddressRules(true));

  private final CinetPay cinetPay =
      new CinetPay(standIn.cinetPayBase(), ProviderStandIn.cinetPaySecrets(), http);
  private final PayDunya payDunya =
      new PayDunya(standIn.payDunyaBase(), ProviderStandIn.payDunyaSecrets(), http);

  @Test
  void knowsCinetPaysTokenOverAllFieldsInTheirOrder() {
    ObjectNode fields = Notice.cinetPay("griot1");
    assertThat(cinetPay.reference(token(fields), fields)).isEqualTo("griot1");

    Function<String, Optional<String>> signed = token(fields);
    for (String name : Notice.FIELDS) {
      ObjectNode forged = fields.deepCopy().put(name, fields.path(name).asText() + "1");
      assertRefused(() -> cinetPay.reference(signed, forged));
    }
    assertRefused(() -> cinetPay.reference(name -> Optional.empty(), fields));
    assertRefused(() -> cinetPay.reference(signed, Json.MAPPER.createObjectNode()));
  }

  @Test
  void refusesAnotherSiteOfCinetPayThoughItIsSigned() {
    ObjectNode fields = Notice.cinetPay("griot1").put("cpm_site_id", "1");

    assertRefused(() -> cinetPay.reference(token(fields), fields));
  }

  @Test
  void believesWhatCinetPaysCheckSays() {
    standIn.answers.put("paid", accepted("10000", "XOF"));
    standIn.answers.put("refused", notAccepted("600", "PAYMENT_FAILED", "REFUSED"));
    standIn.answers.put("waits", notAccepted("662", "WAITING_CUSTOMER_PAYMENT", "PENDING"));
    standIn.answers.put("new", notAccepted("699", "A_NEW_CODE", "ON_HOLD"));
    standIn.answers.put("odd", notAccepted("699", "A_NEW_CODE", "<b>6900001</b>"));

    assertThat(cinetPay.confirm("paid")).isEqualTo(new Confirmation.Paid(new Money(10_000, "XOF")));
    assertThat(cinetPay.confirm("refused")).isEqualTo(new Confirmation.Failed());
    assertThat(cinetPay.confirm("waits")).isEqualTo(pending("PENDING"));
    assertThat(cinetPay.confirm("new")).isEqualTo(pending("ON_HOLD"));
    assertThat(cinetPay.confirm("odd")).isEqualTo(new Confirmation.Pending(Optional.empty()));
    assertThat(cinetPay.confirm("never-heard-of"))
        .isEqualTo(new Confirmation.Pending(Optional.empty()));
  }

  @Test
  void believesNoAnswerThatIsOfAnotherPayment() {
    ObjectNode other = accepted("10000", "XOF");
    ((ObjectNode) other.get("data")).put("metadata", "griot2");
    standIn.answers.put("griot1", other);
    standIn.answers.put("tok1", invoice("tok2", "completed", 10_000, "live"));

    assertThatExceptionOfType(ProviderUnreachableException.class)
        .isThrownBy(() -> cinetPay.confirm("griot1"));
    assertThatExceptionOfType(ProviderUnreachableException.class)
        .isThrownBy(() -> payDunya.confirm("tok1"));
  }

  /** It is told again, where an answer that says nothing would be the last word. */
  @Test
  void believesNothingThatAFailingProviderSays() {
    standIn.failing = true;

    assertThatExceptionOfType(ProviderUnreachableException.class)
        .isThrownBy(() -> cinetPay.confirm("griot1"));
    assertThatExceptionOfType(ProviderUnreachableException.class)
        .isThrownBy(() -> payDunya.confirm("tok1"));
  }

  @Test
  void opensAPageOfCinetPay() {
    PaymentProvider.Page page = cinetPay.open(order(new Money(10_000, "XOF")));

    assertThat(page.url()).hasToString("https://checkout.cinetpay.com/payment/tok");
    assertThat(page.reference()).isEqualTo("griotref");
    assertThat(standIn.opened.getFirst().path("amount").isIntegralNumber()).isTrue();
    assertThat(standIn.opened.getFirst().path("amount").asLong()).isEqualTo(10_000);
    assertThat(standIn.opened.getFirst().path("transaction_id").asText()).isEqualTo("griotref");
    assertThat(standIn.opened.getFirst().path("notify_url").asText())
        .isEqualTo("https://api.example/notify");
  }

  @Test
  void knowsPayDunyasHashOfTheMasterKey() {
    ObjectNode fields = Notice.payDunya("tok1");
    assertThat(payDunya.reference(name -> Optional.empty(), fields)).isEqualTo("tok1");
    assertThat(payDunya.reference(name -> Optional.empty(), asText(fields))).isEqualTo("tok1");

    ObjectNode forged = fields.deepCopy();
    ((ObjectNode) forged.get("data")).put("hash", Signatures.sha512("another"));
    assertRefused(() -> payDunya.reference(name -> Optional.empty(), forged));
    assertRefused(
        () -> payDunya.reference(name -> Optional.empty(), Json.MAPPER.createObjectNode()));
    ObjectNode elsewhere = Notice.payDunya("../../admin");
    assertRefused(() -> payDunya.reference(name -> Optional.empty(), elsewhere));
  }

  @Test
  void believesWhatPayDunyaConfirms() {
    standIn.answers.put("paid", invoice("paid", "completed", 10_000, "live"));
    standIn.answers.put("over", invoice("over", "cancelled", 10_000, "live"));
    standIn.answers.put("waits", invoice("waits", "pending", 10_000, "live"));
    standIn.answers.put("new", invoice("new", "on-hold", 10_000, "live"));

    assertThat(payDunya.confirm("paid")).isEqualTo(new Confirmation.Paid(new Money(10_000, "XOF")));
    assertThat(payDunya.confirm("over")).isEqualTo(new Confirmation.Failed());
    assertThat(payDunya.confirm("waits")).isEqualTo(pending("pending"));
    assertThat(payDunya.confirm("new")).isEqualTo(pending("on-hold"));
    assertThat(payDunya.confirm("never-heard-of"))
        .isEqualTo(new Confirmation.Pending(Optional.empty()));
  }

  @Test
  void creditsNoPaymentOfPayDunyasTests() {
    standIn.answers.put("tok1", invoice("tok1", "completed", 10_000, "test"));

    assertThatExceptionOfType(ProviderUnreachableException.class)
        .isThrownBy(() -> payDunya.confirm("tok1"));
  }

  @Test
  void opensAPageOfPayDunya() {
    PaymentProvider.Page page = payDunya.open(order(new Money(10_000, "XOF")));

    assertThat(page.url()).hasToString("https://app.paydunya.com/checkout/invoice/tok1");
    assertThat(page.reference()).isEqualTo("tok1");
    assertThat(standIn.opened.getFirst().at("/invoice/total_amount").asLong()).isEqualTo(10_000);
    assertThat(standIn.opened.getFirst().at("/actions/callback_url").asText())
        .isEqualTo("https://api.example/notify");
    assertThatExceptionOfType(ProviderUnreachableException.class)
        .isThrownBy(() -> payDunya.open(order(new Money(10_000, "USD"))));
  }

  @Test
  void asksNothingButThePublicInternet() {
    try (ProviderHttp guarded = new ProviderHttp(new AddressRules(false))) {
      CinetPay inside =
          new CinetPay(standIn.cinetPayBase(), ProviderStandIn.cinetPaySecrets(), guarded);
      assertThatExceptionOfType(ProviderUnreachableException.class)
          .isThrownBy(() -> inside.confirm("griot1"));
    }
    assertThat(standIn.asked).isEmpty();
  }

  private static Confirmation pending(String state) {
    return new Confirmation.Pending(Optional.of(state));
  }

  private static ObjectNode asText(ObjectNode fields) {
    return Json.MAPPER.createObjectNode().put("data", fields.get("data").toString());
  }

  private static Function<String, Optional<String>> token(ObjectNode fields) {
    return name -> name.equals("x-token") ? Optional.of(Notice.token(fields)) : Optional.empty();
  }

  private static PaymentProvider.PageOrder order(Money amount) {
    return new PaymentProvider.PageOrder(
        "griotref",
        amount,
        "Griot standard 1",
        URI.create("https://api.example/notify"),
        URI.create("https://shop.example/"));
  }

  private static void assertRefused(Runnable call) {
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(call::run)
        .extracting(ApiFailure::code)
        .isEqualTo(FailureCode.WRONG_SIGNATURE);
  }
}
