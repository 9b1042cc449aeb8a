package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.wire.Faults;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes things go wrong, for tests. Thread-safe. */
final class FaultRoutes {
  private static final Duration MAX_ACK_DELAY = Duration.ofMinutes(5);

  private static final Pattern SEND_FAILURE =
      Pattern.compile("((nack|status)_\\d{3}|invalid_message)?");

  private final World world;
  private final Faults faults;
  private final Switchboard switchboard;

  FaultRoutes(World world, Faults faults, Switchboard switchboard) {
    this.world = world;
    this.faults = faults;
    this.switchboard = switchboard;
  }

  record AccountFaults(
      @Nullable Boolean deaf,
      @Nullable Boolean tooFast,
      @Nullable Boolean passkey,
      @Nullable Long ackDelayMillis,
      @Nullable String sendsFail) {}

  record PageFaults(
      @Nullable List<String> leaveOut,
      @Nullable Boolean slowStorage,
      @Nullable List<String> brokenBundles,
      @Nullable Boolean searchHangs) {}

  void configure(RoutesConfig routes) {
    routes.get("/phones/{phone}/faults", context -> context.json(of(account(context))));
    routes.put("/phones/{phone}/faults", this::set);
    routes.post(
        "/phones/{phone}/faults/drop",
        context -> context.json(Map.of("dropped", switchboard.drop(account(context)))));
    routes.post(
        "/phones/{phone}/faults/replace",
        context -> context.json(Map.of("replaced", switchboard.replace(account(context)))));
    routes.get("/faults", context -> context.json(page()));
    routes.put("/faults", this::setPage);
  }

  private Jid account(Context context) {
    Jid phone = AccountRoutes.phone(context);
    return world.change(scene -> scene.accounts().get(phone).lid());
  }

  private AccountFaults of(Jid account) {
    return new AccountFaults(
        faults.isDeaf(account),
        faults.isTooFast(account),
        faults.wantsPasskey(account),
        faults.ackDelay(account).toMillis(),
        faults.sendFailure(account).orElse(""));
  }

  private void set(Context context) {
    Jid account = account(context);
    AccountFaults wanted = Bodies.read(context, AccountFaults.class);
    if (wanted.ackDelayMillis() != null) {
      faults.setAckDelay(account, ackDelay(wanted.ackDelayMillis()));
    }
    if (wanted.sendsFail() != null) {
      faults.setSendFailure(account, sendFailure(wanted.sendsFail()));
    }
    if (wanted.tooFast() != null) {
      faults.setTooFast(account, wanted.tooFast());
    }
    if (wanted.passkey() != null) {
      faults.setWantsPasskey(account, wanted.passkey());
    }
    if (wanted.deaf() != null) {
      setDeaf(account, wanted.deaf());
    }
    context.json(of(account));
  }

  private static String sendFailure(String failure) {
    if (!SEND_FAILURE.matcher(failure).matches()) {
      throw new IllegalArgumentException(
          "sendsFail is nack_<number>, status_<number>, invalid_message or empty");
    }
    return failure;
  }

  private static Duration ackDelay(long millis) {
    if (millis < 0 || millis > MAX_ACK_DELAY.toMillis()) {
      throw new IllegalArgumentException("ackDelayMillis is 0 to " + MAX_ACK_DELAY.toMillis());
    }
    return Duration.ofMillis(millis);
  }

  /** Pages that were not heard for a while missed pushes: they must log in anew to get them. */
  private void setDeaf(Jid account, boolean deaf) {
    boolean wasDeaf = faults.isDeaf(account);
    faults.setDeaf(account, deaf);
    if (wasDeaf && !deaf) {
      switchboard.drop(account);
    }
  }

  private PageFaults page() {
    return new PageFaults(
        List.copyOf(new TreeSet<>(faults.leftOutModules())),
        faults.isStorageSlow(),
        List.copyOf(new TreeSet<>(faults.brokenBundles())),
        faults.searchHangs());
  }

  private void setPage(Context context) {
    PageFaults wanted = Bodies.read(context, PageFaults.class);
    if (wanted.leaveOut() != null) {
      faults.setLeftOutModules(Set.copyOf(wanted.leaveOut()));
    }
    if (wanted.slowStorage() != null) {
      faults.setStorageSlow(wanted.slowStorage());
    }
    if (wanted.brokenBundles() != null) {
      faults.setBrokenBundles(Set.copyOf(wanted.brokenBundles()));
    }
    if (wanted.searchHangs() != null) {
      faults.setSearchHangs(wanted.searchHangs());
    }
    context.json(page());
  }
}
