package io.griot.functions.customers;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;

/**
 * An amount of money, as a whole number of the currency's minor unit; XOF has none, so its unit is
 * the franc.
 *
 * @param currency ISO 4217
 */
public record Money(long minor, String currency) {
  /**
   * @throws IllegalArgumentException when there is no such currency
   */
  public Money {
    Currency _ = Currency.getInstance(currency);
  }

  /**
   * Reads an amount in the currency's main unit, the form of payment providers: {@code 10000} or
   * {@code 12.50}.
   *
   * @return empty when it is no amount, has fractions of the minor unit, or there is no such
   *     currency
   */
  public static Optional<Money> written(String amount, String currency) {
    try {
      BigDecimal value = new BigDecimal(amount.strip());
      if (value.precision() > 18 || Math.abs(value.scale()) > 18) {
        return Optional.empty();
      }
      int digits = Currency.getInstance(currency).getDefaultFractionDigits();
      BigDecimal minor = value.movePointRight(digits).setScale(0, RoundingMode.UNNECESSARY);
      return Optional.of(new Money(minor.longValueExact(), currency));
    } catch (ArithmeticException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The amount in the currency's main unit: {@code 10000} francs, {@code 12.50} dollars. */
  public String inMainUnit() {
    int digits = Currency.getInstance(currency).getDefaultFractionDigits();
    return BigDecimal.valueOf(minor, digits).toPlainString();
  }

  public Money times(int count) {
    return new Money(Math.multiplyExact(minor, (long) count), currency);
  }

  public Money negated() {
    return new Money(Math.negateExact(minor), currency);
  }

  /** The amount as text, such as {@code 10000 XOF}. */
  @Override
  public String toString() {
    return inMainUnit() + " " + currency;
  }
}
