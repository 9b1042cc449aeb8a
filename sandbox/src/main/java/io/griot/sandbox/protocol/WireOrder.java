package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A customer's order; amounts in thousandths of the currency's unit, time in unix seconds. */
public record WireOrder(
    List<WireProduct> products,
    String currency,
    long subtotal,
    @Nullable Long tax,
    long total,
    long createdAt) {

  /** Copies the products. */
  public WireOrder {
    products = List.copyOf(products);
  }

  /** A product and its quantity. */
  public record WireProduct(
      String id,
      String name,
      long price,
      String currency,
      int quantity,
      @Nullable String thumbnailUrl) {}
}
