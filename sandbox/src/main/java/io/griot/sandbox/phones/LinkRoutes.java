package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.wire.Pairing;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Linked devices: linking one, seeing them, logging one out. Thread-safe. */
final class LinkRoutes {
  /** How long the phone waits for the page after it has read its code. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final World world;
  private final Pairing pairing;
  private final Switchboard switchboard;

  LinkRoutes(World world, Pairing pairing, Switchboard switchboard) {
    this.world = world;
    this.pairing = pairing;
    this.switchboard = switchboard;
  }

  record QrText(String qr) {}

  record LinkCode(String code) {}

  record DeviceView(String id, long linkedAt, boolean isConnected, int waiting, int takeovers) {}

  void configure(RoutesConfig routes) {
    routes.post("/phones/{phone}/scan", this::scan);
    routes.post("/phones/{phone}/link-code", this::enterCode);
    routes.get("/phones/{phone}/devices", this::list);
    routes.delete("/phones/{phone}/devices/{device}", this::logOut);
  }

  private void scan(Context context) {
    answer(context, pairing.scan(AccountRoutes.phone(context), qrText(context)));
  }

  private static String qrText(Context context) {
    String type = Objects.requireNonNullElse(context.contentType(), "");
    if (type.startsWith("image/")) {
      return QrPicture.read(context.bodyAsBytes());
    }
    return type.startsWith("text/plain") ? context.body() : Bodies.read(context, QrText.class).qr();
  }

  private void enterCode(Context context) {
    String code = Bodies.read(context, LinkCode.class).code();
    answer(context, pairing.enterCode(AccountRoutes.phone(context), code));
  }

  private void answer(Context context, CompletableFuture<Device> linking) {
    Device device = await(linking);
    context.status(HttpStatus.CREATED);
    context.json(view(device, world.change(scene -> scene.devices().kept(device.id()).size())));
  }

  private static Device await(CompletableFuture<Device> linking) {
    try {
      return linking.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw silent(e);
    } catch (ExecutionException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw silent(e);
    }
  }

  private static Refusal silent(Exception cause) {
    Refusal refusal = new Refusal(Reason.PAGE_DID_NOT_ANSWER);
    refusal.initCause(cause);
    return refusal;
  }

  private DeviceView view(Device device, int waiting) {
    return new DeviceView(
        device.id(),
        device.linkedAt(),
        switchboard.isConnected(device.id()),
        waiting,
        switchboard.takeovers(device.id()));
  }

  private void list(Context context) {
    Jid phone = AccountRoutes.phone(context);
    context.json(
        world.change(scene ->
            scene.devices().of(scene.accounts().get(phone).lid()).stream()
                .map(d -> view(d, scene.devices().kept(d.id()).size()))
                .toList()));
  }

  private void logOut(Context context) {
    Jid phone = AccountRoutes.phone(context);
    String id = context.pathParam("device");
    world.run(scene -> {
      Jid account = scene.accounts().get(phone).lid();
      Device device =
          scene
              .devices()
              .find(id)
              .filter(found -> found.account().equals(account))
              .orElseThrow(() -> new Refusal(Reason.DEVICE_REMOVED));
      scene.devices().unlink(device.id());
    });
    context.status(HttpStatus.NO_CONTENT);
  }
}
