package io.griot.sandbox.phones;

import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Push;
import io.griot.sandbox.protocol.Screen;
import io.griot.sandbox.protocol.WireOrder.WireProduct;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Message;
import io.javalin.http.HandlerType;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * HTTP routes for messages other than texts and files, and for edits, revocations and reactions.
 * Thread-safe.
 */
final class ContentRoutes {
  private static final int MAX_OPTIONS = 12;
  private static final int SECRET_BYTES = 32;

  private final Clock clock;
  private final RandomGenerator random;

  ContentRoutes(Clock clock, RandomGenerator random) {
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

  void configure(PhoneRoutes routes) {
    String chat = "/chats/{chat}";
    content(routes, chat + "/location", ContentRoutes::location);
    content(routes, chat + "/contact", ContentRoutes::card);
    content(routes, chat + "/poll", this::poll);
    content(routes, chat + "/order", this::order);
    content(routes, chat + "/payment", this::payment);
    routes.create(chat + "/votes", ContentRoutes::vote);
    routes.run(HandlerType.POST, chat + "/calls", this::call);
    routes.change(HandlerType.PATCH, chat + "/messages/{id}", ContentRoutes::edit);
    routes.run(HandlerType.DELETE, chat + "/messages/{id}", ContentRoutes::revoke);
  }

  /** Adds a route that sends the message described by the request. */
  private static void content(
      PhoneRoutes routes, String path, Function<PhoneCall, Content> described) {
    routes.create(
        path,
        call ->
            call.views()
                .message(
                    call.scene()
                        .messages()
                        .send(
                            call.me(),
                            described.apply(call).draft(call.newId(), call.chat()),
                            null)));
  }

  private void call(PhoneCall call) {
    boolean isVideo = Boolean.TRUE.equals(call.body(NewCall.class).video());
    Push.Call ring = new Push.Call(call.newId(), call.me(), isVideo, now());
    for (Jid other : call.scene().addressees().of(call.me(), call.chat())) {
      call.scene().devices().push(other, null, ring);
    }
  }

  private static Content location(PhoneCall call) {
    NewLocation wanted = call.body(NewLocation.class);
    return Content.location(wanted.latitude(), wanted.longitude(), wanted.name(), wanted.address());
  }

  private static Content card(PhoneCall call) {
    NewCard wanted = call.body(NewCard.class);
    return Content.card(wanted.name(), wanted.number());
  }

  private Content poll(PhoneCall call) {
    NewPoll wanted = call.body(NewPoll.class);
    if (wanted.options().isEmpty() || wanted.options().size() > MAX_OPTIONS) {
      throw new IllegalArgumentException("options are 1 to " + MAX_OPTIONS);
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    boolean isMultiple = Boolean.TRUE.equals(wanted.multiple());
    return Content.poll(wanted.name(), wanted.options(), isMultiple, secret);
  }

  private Content order(PhoneCall call) {
    NewOrder wanted = call.body(NewOrder.class);
    if (wanted.products().isEmpty()) {
      throw new IllegalArgumentException("products are missing");
    }
    List<WireProduct> products =
        wanted.products().stream().map(product -> product(product, wanted.currency())).toList();
    return Content.order(other(call), call.scene().orders().place(products, wanted.currency()));
  }

  private WireProduct product(NewProduct wanted, String currency) {
    String id = Long.toString(random.nextLong(Long.MAX_VALUE));
    return new WireProduct(id, wanted.name(), wanted.price(), currency, wanted.quantity(), null);
  }

  private Content payment(PhoneCall call) {
    NewPayment wanted = call.body(NewPayment.class);
    return Content.payment(
        other(call), wanted.amount1000(), wanted.currency(), wanted.note(), now());
  }

  private static Account other(PhoneCall call) {
    return call.scene().accounts().get(call.chat());
  }

  private static Screen.Message vote(PhoneCall call) {
    NewVote wanted = call.body(NewVote.class);
    Message poll = call.message(wanted.messageId(), null);
    call.scene().votes().vote(call.me(), poll.key(), call.newId(), wanted.options(), null);
    return call.views().message(poll);
  }

  private static Screen.Message edit(PhoneCall call) {
    String text = call.body(NewBody.class).text();
    return call.views()
        .message(
            call.scene().messageChanges().edit(call.me(), call.path("id"), text, List.of(), null));
  }

  private static void revoke(PhoneCall call) {
    String sender = call.context().queryParam("sender");
    Message message = call.message(call.path("id"), sender == null ? null : new Jid(sender));
    call.scene().messageChanges().revoke(call.me(), message.key(), null);
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }
}
