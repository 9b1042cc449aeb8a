package io.griot.functions.customers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
  @ParameterizedTest
  @CsvSource({"10000,XOF,10000", "10000.00,XOF,10000", "12.5,USD,1250", " 7 ,USD,700"})
  void readsWhatIsWrittenInTheMainUnit(String text, String currency, long minor) {
    assertThat(Money.written(text, currency)).contains(new Money(minor, currency));
  }

  @ParameterizedTest
  @CsvSource({
    "10000.5,XOF",
    "'',XOF",
    "ten,XOF",
    "1,NOPE",
    "1e300,XOF",
    "1e-300,XOF",
    "99999999999999999999,USD"
  })
  void readsNothingElse(String text, String currency) {
    assertThat(Money.written(text, currency)).isEmpty();
  }

  @Test
  void isWrittenInTheMainUnit() {
    assertThat(new Money(10_000, "XOF")).hasToString("10000 XOF");
    assertThat(new Money(-1_250, "USD")).hasToString("-12.50 USD");
  }

  @Test
  void refusesACurrencyThatDoesNotExist() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Money(1, "FCFA"));
  }
}
