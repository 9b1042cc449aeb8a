package io.griot.sandbox.phones;

import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Adds routes below {@code /phones/{phone}}. Their handlers run inside the world, in a read or a
 * change, with the account that the path names. Thread-safe.
 */
final class PhoneRoutes {
  private static final String PHONE = "/phones/{phone}";

  private final RoutesConfig routes;
  private final World world;
  private final NewIds ids;

  PhoneRoutes(RoutesConfig routes, World world, NewIds ids) {
    this.routes = routes;
    this.world = world;
    this.ids = ids;
  }

  /** Adds a {@code GET} that answers a view of the phone. */
  void get(String path, Function<PhoneCall, ?> view) {
    routes.get(PHONE + path, context -> context.json(read(context, view)));
  }

  /** Adds a {@code POST} that creates something and answers it with 201. */
  void create(String path, Function<PhoneCall, ?> creation) {
    routes.post(
        PHONE + path,
        context -> context.status(HttpStatus.CREATED).json(change(context, creation)));
  }

  /** Adds a route that changes something and answers it with 200. */
  void change(HandlerType method, String path, Function<PhoneCall, ?> change) {
    add(method, path, context -> context.json(change(context, change)));
  }

  /** Adds a route that does something and answers nothing, with 204. */
  void run(HandlerType method, String path, Consumer<PhoneCall> operation) {
    add(
        method,
        path,
        context -> {
          change(
              context,
              call -> {
                operation.accept(call);
                return true;
              });
          context.status(HttpStatus.NO_CONTENT);
        });
  }

  /** Adds a route whose handler enters the world itself, by {@link #read} and {@link #change}. */
  void add(HandlerType method, String path, io.javalin.http.Handler handler) {
    routes.addEndpoint(Endpoint.create(method, PHONE + path).handler(handler));
  }

  <T> T read(Context context, Function<PhoneCall, T> operation) {
    return world.read(scene -> operation.apply(PhoneCall.of(context, scene, ids)));
  }

  <T> T change(Context context, Function<PhoneCall, T> operation) {
    return world.change(scene -> operation.apply(PhoneCall.of(context, scene, ids)));
  }
}
