package io.griot.sandbox.world;

import io.griot.sandbox.protocol.WireOrder;
import io.griot.sandbox.protocol.WireOrder.WireProduct;
import io.griot.sandbox.world.Refusal.Reason;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;

/** Orders, which the server stores separately from their messages. */
public final class Orders {
  private static final long FIRST_ID = 1_000_000_000_000_000L;

  private final WorldStore store;
  private final Clock clock;
  private final RandomGenerator random;

  Orders(WorldStore store, Clock clock, RandomGenerator random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /** Stores an order; nobody is told. */
  public Order place(List<WireProduct> products, String currency) {
    long total = products.stream().mapToLong(p -> p.price() * p.quantity()).sum();
    long now = clock.instant().getEpochSecond();
    WireOrder details = new WireOrder(products, currency, total, null, total, now);
    String id = Long.toString(random.nextLong(FIRST_ID, 10 * FIRST_ID));
    return store.orders.put(new Order(id, Long.toHexString(random.nextLong()), details));
  }

  /**
   * The order with this id and token.
   *
   * @throws Refusal {@code NO_SUCH_ORDER}
   */
  public WireOrder get(String id, String token) {
    return store
        .orders
        .get(id)
        .filter(order -> order.token().equals(token))
        .map(Order::details)
        .orElseThrow(() -> new Refusal(Reason.NO_SUCH_ORDER));
  }
}
