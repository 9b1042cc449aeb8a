package io.griot.functions.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.functions.customers.Money;
import io.griot.functions.customers.Renewal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LedgerCsvTest {
  private static final LedgerEntry PAYMENT =
      new LedgerEntry(
          new EntryId("cinetpay", "griot1"),
          new CustomerId("shop"),
          Instant.parse("2026-10-01T12:00:00.123Z"),
          new Money(10_000, "XOF"),
          "standard",
          1,
          Optional.of(
              new Renewal(
                  Instant.parse("2026-10-01T12:00:00Z"), Instant.parse("2026-11-01T12:00:00Z"), 1)),
          Optional.empty(),
          "",
          LedgerEntry.BY_PROVIDER);

  @Test
  void hasTheDocumentedColumns() {
    LedgerEntry refund =
        new LedgerEntry(
            PAYMENT.id().refund(),
            PAYMENT.customer(),
            Instant.parse("2026-10-02T12:00:00Z"),
            new Money(-1_250, "USD"),
            "standard",
            0,
            Optional.empty(),
            Optional.of(PAYMENT.id()),
            "said \"no\", twice",
            "admin_ab");

    assertThat(LedgerCsv.write(List.of(PAYMENT, refund)))
        .isEqualTo(
            """
            at,entry,kind,customerId,provider,reference,amount,currency,plan,periods,paidFrom,paidUntil,refundOf,by,note
            2026-10-01T12:00:00.123Z,cinetpay#griot1,PAYMENT,shop,cinetpay,griot1,10000,XOF,standard,1,2026-10-01T12:00:00Z,2026-11-01T12:00:00Z,,provider,
            2026-10-02T12:00:00Z,refund#cinetpay.griot1,REFUND,shop,refund,cinetpay.griot1,-12.50,USD,standard,0,,,cinetpay#griot1,admin_ab,"said ""no"", twice"
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void letsNoSpreadsheetRunANote() {
    LedgerEntry entry =
        new LedgerEntry(
            PAYMENT.id(),
            PAYMENT.customer(),
            PAYMENT.at(),
            PAYMENT.amount(),
            "standard",
            1,
            Optional.empty(),
            Optional.empty(),
            "=HYPERLINK(A1)",
            "operator");

    assertThat(LedgerCsv.write(List.of(entry))).endsWith(",operator,'=HYPERLINK(A1)\r\n");
  }
}
