package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Screen;
import io.griot.sandbox.wire.Pairing;
import io.griot.sandbox.wire.Switchboard;
import io.griot.sandbox.world.Device;
import io.griot.sandbox.world.Refusal;
import io.griot.sandbox.world.Refusal.Reason;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP routes of linked devices: link, list, log out. Thread-safe. */
final class LinkRoutes {
  /** The time for which the phone waits for the page after it has read the code. */
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

  void configure(PhoneRoutes routes) {
    routes.add(
        HandlerType.POST,
        "/scan",
        context -> answer(context, pairing.scan(PhoneCall.phone(context), qrText(context))));
    routes.add(HandlerType.POST, "/link-code", this::enterCode);
    routes.get(
        "/devices",
        call ->
            call.scene().devices().of(call.me()).stream()
                .map(device -> view(device, call.scene()))
                .toList());
    routes.run(HandlerType.DELETE, "/devices/{device}", LinkRoutes::logOut);
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
    answer(context, pairing.enterCode(PhoneCall.phone(context), code));
  }

  private void answer(Context context, CompletableFuture<Device> linking) {
    Device device = await(linking);
    context.status(HttpStatus.CREATED);
    context.json(world.read(scene -> view(device, scene)));
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

  private Screen.Device view(Device device, Scene scene) {
    return new Screen.Device(
        device.id(),
        device.linkedAt(),
        switchboard.isConnected(device.id()),
        scene.devices().kept(device.id()).size(),
        switchboard.takeovers(device.id()));
  }

  private static void logOut(PhoneCall call) {
    Device device =
        call.scene()
            .devices()
            .find(call.path("device"))
            .filter(found -> found.account().equals(call.me()))
            .orElseThrow(() -> new Refusal(Reason.DEVICE_REMOVED));
    call.scene().devices().unlink(device.id());
  }
}
