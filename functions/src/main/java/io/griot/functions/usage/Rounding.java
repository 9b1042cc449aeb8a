package io.griot.functions.usage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How amounts are rounded: not at all until they are shown. */
final class Rounding {
  /** For quotients; far below a cent of what anybody uses. */
  static final MathContext EXACT = MathContext.DECIMAL64;

  private Rounding() {}

  /** US dollars, to the cent. */
  static BigDecimal cents(BigDecimal usd) {
    return usd.setScale(2, RoundingMode.HALF_UP);
  }

  /** XOF, to the franc. */
  static BigDecimal francs(BigDecimal xof) {
    return xof.setScale(0, RoundingMode.HALF_UP);
  }
}
