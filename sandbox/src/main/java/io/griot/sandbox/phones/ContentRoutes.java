package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.phones.Places.Place;
import io.griot.sandbox.phones.Views.MessageView;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.WireOrder.WireProduct;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Message;
import io.griot.sandbox.world.Scene;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a phone's owner sends beside texts and files, and does to what was sent. Thread-safe. */
final class ContentRoutes {
  private static final int MAX_OPTIONS = 12;
  private static final int SECRET_BYTES = 32;

  private final Places places;
  private final NewIds ids;
  private final Clock clock;
  private final RandomGenerator random;

  ContentRoutes(World world, NewIds ids, Clock clock, RandomGenerator random) {
    this.places = new Places(world);
    this.ids = ids;
    this.clock = clock;
    this.random = random;
  }

  record NewLocation(
      double latitude, double longitude, @Nullable String name, @Nullable String address) {}

  record NewCard(String name, String number) {}

  record NewPoll(String name, List<String> options, @Nullable Boolean multiple) {}

  record NewVote(String messageId, List<String> options) {}

  record NewProduct(String name, long price, int quantity) {}

  record NewOrder(List<NewProduct> products, String currency) {}

  record NewPayment(long amount1000, String currency, @Nullable String note) {}

  record NewBody(String text) {}

  record NewCall(@Nullable Boolean video) {}

  void configure(RoutesConfig routes) {
    String chat = "/phones/{phone}/chats/{chat}";
    routes.post(chat + "/location", this::location);
    routes.post(chat + "/contact", this::card);
    routes.post(chat + "/poll", this::poll);
    routes.post(chat + "/votes", this::vote);
    routes.post(chat + "/order", this::order);
    routes.post(chat + "/payment", this::payment);
    routes.post(chat + "/calls", this::call);
    routes.patch(chat + "/messages/{id}", this::edit);
    routes.delete(chat + "/messages/{id}", this::revoke);
  }

  private void call(Context context) {
    boolean isVideo = Boolean.TRUE.equals(Bodies.read(context, NewCall.class).video());
    places.inChat(
        context,
        (scene, place) -> {
          String id = ids.next(place.owner().platform());
          long now = clock.instant().getEpochSecond();
          for (Jid other : scene.messages().recipients(place.me(), place.chat())) {
            scene.devices().push(other, null, new Push.Call(id, place.me(), isVideo, now));
          }
          return true;
        });
    context.status(HttpStatus.NO_CONTENT);
  }

  private void location(Context context) {
    NewLocation wanted = Bodies.read(context, NewLocation.class);
    Content content =
        Content.location(wanted.latitude(), wanted.longitude(), wanted.name(), wanted.address());
    send(context, (scene, place) -> content);
  }

  private void card(Context context) {
    NewCard wanted = Bodies.read(context, NewCard.class);
    send(context, (scene, place) -> Content.card(wanted.name(), wanted.number()));
  }

  private void poll(Context context) {
    NewPoll wanted = Bodies.read(context, NewPoll.class);
    if (wanted.options().isEmpty() || wanted.options().size() > MAX_OPTIONS) {
      throw new IllegalArgumentException("options are 1 to " + MAX_OPTIONS);
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    boolean multiple = Boolean.TRUE.equals(wanted.multiple());
    send(
        context, (scene, place) -> Content.poll(wanted.name(), wanted.options(), multiple, secret));
  }

  private void order(Context context) {
    NewOrder wanted = Bodies.read(context, NewOrder.class);
    if (wanted.products().isEmpty()) {
      throw new IllegalArgumentException("products are missing");
    }
    List<WireProduct> products =
        wanted.products().stream().map(product -> product(product, wanted.currency())).toList();
    send(
        context,
        (scene, place) ->
            Content.order(other(scene, place), scene.orders().place(products, wanted.currency())));
  }

  private WireProduct product(NewProduct wanted, String currency) {
    String id = Long.toString(random.nextLong(Long.MAX_VALUE));
    return new WireProduct(id, wanted.name(), wanted.price(), currency, wanted.quantity(), null);
  }

  private void payment(Context context) {
    NewPayment wanted = Bodies.read(context, NewPayment.class);
    long now = clock.instant().getEpochSecond();
    send(
        context,
        (scene, place) ->
            Content.payment(
                other(scene, place), wanted.amount1000(), wanted.currency(), wanted.note(), now));
  }

  private static Account other(Scene scene, Place place) {
    return scene.accounts().get(place.chat());
  }

  private void send(Context context, BiFunction<Scene, Place, Content> content) {
    MessageView sent =
        places.inChat(
            context,
            (scene, place) -> {
              String id = ids.next(place.owner().platform());
              Message message =
                  scene
                      .messages()
                      .send(place.me(), content.apply(scene, place).draft(id, place.chat()), null);
              return new Views(scene, place.me()).message(message);
            });
    context.status(HttpStatus.CREATED).json(sent);
  }

  private void vote(Context context) {
    NewVote wanted = Bodies.read(context, NewVote.class);
    MessageView shown =
        places.inChat(
            context,
            (scene, place) -> {
              Message poll = place.find(scene, wanted.messageId(), null);
              String id = ids.next(place.owner().platform());
              scene.votes().vote(place.me(), poll.key(), id, wanted.options(), null);
              return new Views(scene, place.me()).message(poll);
            });
    context.status(HttpStatus.CREATED).json(shown);
  }

  private void edit(Context context) {
    String text = Bodies.read(context, NewBody.class).text();
    String id = context.pathParam("id");
    context.json(
        places.inChat(
            context,
            (scene, place) ->
                new Views(scene, place.me())
                    .message(scene.messages().edit(place.me(), id, text, List.of(), null))));
  }

  private void revoke(Context context) {
    String sender = context.queryParam("sender");
    places.inChat(
        context,
        (scene, place) -> {
          Jid author = sender == null ? null : new Jid(sender);
          Message message = place.find(scene, context.pathParam("id"), author);
          return scene.messages().revoke(place.me(), message.key(), null);
        });
    context.status(HttpStatus.NO_CONTENT);
  }
}
