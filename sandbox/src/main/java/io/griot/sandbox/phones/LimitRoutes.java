package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.wire.AccountLimits;
import io.griot.sandbox.wire.AccountLimits.Ban;
import io.griot.sandbox.wire.AccountLimits.Capping;
import io.griot.sandbox.wire.AccountLimits.Limits;
import io.griot.sandbox.wire.AccountLimits.Timelock;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** Limits accounts as WhatsApp does. Thread-safe. */
final class LimitRoutes {
  private final World world;
  private final AccountLimits limits;
  private final Switchboard switchboard;

  LimitRoutes(World world, AccountLimits limits, Switchboard switchboard) {
    this.world = world;
    this.limits = limits;
    this.switchboard = switchboard;
  }

  /**
   * All limits that are to be; what is absent is lifted.
   *
   * @param quiet whether the account's pages are not told
   */
  record Wanted(
      @Nullable Timelock timelock,
      @Nullable Capping capping,
      @Nullable Ban ban,
      @Nullable Boolean quiet) {}

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/limits", context -> context.json(limits.of(account(context))));
    routes.put("/phones/{phone}/limits", this::set);
  }

  private Jid account(Context context) {
    Jid phone = AccountRoutes.phone(context);
    return world.change(scene -> scene.accounts().get(phone).lid());
  }

  private void set(Context context) {
    Jid account = account(context);
    Wanted wanted = Bodies.read(context, Wanted.class);
    limits.set(account, new Limits(wanted.timelock(), wanted.capping(), wanted.ban()));
    if (wanted.ban() != null) {
      switchboard.drop(account);
    } else if (!Boolean.TRUE.equals(wanted.quiet())) {
      world.run(scene -> scene.devices().tell(account, null, limits.push(account)));
    }
    context.json(limits.of(account));
  }
}
