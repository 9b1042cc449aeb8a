package io.griot.functions.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryIdTest {
  @Test
  void readsWhatItWrites() {
    EntryId id = new EntryId("cinetpay", "griot1.a:b-c_d");

    assertThat(EntryId.read(id.toString())).contains(id);
    assertThat(EntryId.read(id.refund().toString())).contains(id.refund());
  }

  /** The longest that a provider's notification may have. */
  @Test
  void hasARefundOfEveryPayment() {
    EntryId id = EntryId.of("p".repeat(20), "r".repeat(120)).orElseThrow();

    assertThat(EntryId.read(id.refund().toString())).contains(id.refund());
    assertThat(EntryId.of("p", "r".repeat(121))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cinetpay", "#a", "cinetpay#", "cinetpay#a#b", "CINETPAY#a", "c#a b"})
  void readsNothingElse(String text) {
    assertThat(EntryId.read(text)).isEmpty();
  }
}
