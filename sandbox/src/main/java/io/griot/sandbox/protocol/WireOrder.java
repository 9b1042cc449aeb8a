package io.griot.sandbox.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was ordered; amounts in thousandths of the currency's unit, time in unix seconds. */
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

  /** One kind of product and how many of it. */
  public record WireProduct(
      String id,
      String name,
      long price,
      String currency,
      int quantity,
      @Nullable String thumbnailUrl) {}
}
