package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.wire.AccountLimits;
import io.griot.sandbox.wire.AccountLimits.Ban;
import io.griot.sandbox.wire.AccountLimits.Capping;
import io.griot.sandbox.wire.AccountLimits.Limits;
import io.griot.sandbox.wire.AccountLimits.Timelock;
import io.griot.sandbox.wire.Switchboard;
import io.javalin.http.HandlerType;
import org.jspecify.annotations.Nullable;

/** HTTP routes that set WhatsApp's limits of accounts. Thread-safe. */
final class LimitRoutes {
  private final AccountLimits limits;
  private final Switchboard switchboard;

  LimitRoutes(AccountLimits limits, Switchboard switchboard) {
    this.limits = limits;
    this.switchboard = switchboard;
  }

  /**
   * The wanted limits; an absent one is lifted.
   *
   * @param quiet whether the account's pages are not told
   */
  record Wanted(
      @Nullable Timelock timelock,
      @Nullable Capping capping,
      @Nullable Ban ban,
      @Nullable Boolean quiet) {}

  void configure(PhoneRoutes routes) {
    routes.get("/limits", call -> limits.of(call.me()));
    routes.change(HandlerType.PUT, "/limits", this::set);
  }

  private Limits set(PhoneCall call) {
    Jid account = call.me();
    Wanted wanted = call.body(Wanted.class);
    limits.set(account, new Limits(wanted.timelock(), wanted.capping(), wanted.ban()));
    if (wanted.ban() != null) {
      switchboard.drop(account);
    } else if (!Boolean.TRUE.equals(wanted.quiet())) {
      call.scene().devices().tell(account, null, limits.push(account));
    }
    return limits.of(account);
  }
}
