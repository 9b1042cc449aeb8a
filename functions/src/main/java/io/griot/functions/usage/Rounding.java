package io.griot.functions.usage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The rounding of amounts: only when they are shown. */
final class Rounding {
  /** The precision of quotients, far finer than a cent for any customer's usage. */
  static final MathContext EXACT = MathContext.DECIMAL64;

  private Rounding() {}

  /** Rounds US dollars to the cent. */
  static BigDecimal cents(BigDecimal usd) {
    return usd.setScale(2, RoundingMode.HALF_UP);
  }

  /** Rounds XOF to the franc. */
  static BigDecimal francs(BigDecimal xof) {
    return xof.setScale(0, RoundingMode.HALF_UP);
  }
}
