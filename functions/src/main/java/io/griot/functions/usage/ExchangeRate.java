package io.griot.functions.usage;

import io.griot.contract.settings.ValueType;
import io.griot.functions.customers.Money;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Exchange rates. XOF and XAF are pegged to the euro at one fixed rate; the rate to the dollar is a
 * setting of the operator.
 *
 * @param xofPerUsd above 0
 */
public record ExchangeRate(BigDecimal xofPerUsd) {
  /** The setting's type. */
  public static final ValueType<ExchangeRate> TYPE =
      new ValueType<>(
          "a number above 0", "600", ExchangeRate::parse, rate -> rate.xofPerUsd.toPlainString());

  private static final BigDecimal XOF_PER_EUR = new BigDecimal("655.957");

  public ExchangeRate {
    if (xofPerUsd.signum() <= 0) {
      throw new IllegalArgumentException("a rate is above 0");
    }
  }

  public static ExchangeRate of(String xofPerUsd) {
    return new ExchangeRate(new BigDecimal(xofPerUsd));
  }

  /** Converts an amount to XOF; empty for a currency without a known rate. */
  public Optional<BigDecimal> inXof(Money money) {
    BigDecimal amount = new BigDecimal(money.inMainUnit());
    return switch (money.currency()) {
      case "XOF", "XAF" -> Optional.of(amount);
      case "EUR" -> Optional.of(amount.multiply(XOF_PER_EUR));
      case "USD" -> Optional.of(toXof(amount));
      default -> Optional.empty();
    };
  }

  public BigDecimal toXof(BigDecimal usd) {
    return usd.multiply(xofPerUsd);
  }

  public BigDecimal toUsd(BigDecimal xof) {
    return xof.divide(xofPerUsd, Rounding.EXACT);
  }

  private static ExchangeRate parse(String text) {
    if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
      throw new IllegalArgumentException("not a number");
    }
    return of(text);
  }
}
