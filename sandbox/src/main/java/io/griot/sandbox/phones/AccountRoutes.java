package io.griot.sandbox.phones;

import static java.util.Objects.requireNonNullElse;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Accounts.NewAccount;
import io.griot.sandbox.world.NumberPrivacy.ShownTo;
import io.griot.sandbox.world.Recipients;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** HTTP routes of accounts and address books. Thread-safe. */
final class AccountRoutes {
  private static final int MAX_NAME = 100;

  private final World world;
  private final Recipients recipients;

  AccountRoutes(World world, Recipients recipients) {
    this.world = world;
    this.recipients = recipients;
  }

  record NewPhone(
      String pn,
      String pushname,
      @Nullable Platform platform,
      @Nullable String about,
      @Nullable Boolean delivers,
      @Nullable Boolean readsAtOnce) {}

  record PhoneChange(
      @Nullable String pushname,
      @Nullable String about,
      @Nullable Boolean delivers,
      @Nullable Boolean readsAtOnce) {}

  record NewContact(String pn, String name) {}

  record NumberPrivacyChange(ShownTo shownTo) {}

  record UsernameChange(String username) {}

  void configure(RoutesConfig all, PhoneRoutes routes) {
    all.get(
        "/phones",
        context ->
            context.json(
                world.read(scene ->
                    scene.accounts().all().stream().map(a -> Views.phone(scene, a)).toList())));
    all.post("/phones", this::create);
    routes.get("", call -> Views.phone(call.scene(), call.owner()));
    routes.add(HandlerType.PATCH, "", context -> change(context, routes));
    routes.get("/contacts", call -> call.scene().contacts().of(call.me()));
    routes.change(HandlerType.PUT, "/contacts", AccountRoutes::save);
    routes.run(
        HandlerType.PUT,
        "/number-privacy",
        call ->
            call.scene()
                .accounts()
                .setNumberPrivacy(call.me(), call.body(NumberPrivacyChange.class).shownTo()));
    routes.run(
        HandlerType.PUT,
        "/username",
        call ->
            call.scene()
                .accounts()
                .goByUsername(call.me(), name(call.body(UsernameChange.class).username())));
  }

  private void create(Context context) {
    NewPhone wanted = Bodies.read(context, NewPhone.class);
    NewAccount account =
        new NewAccount(
            Bodies.address(wanted.pn()),
            name(wanted.pushname()),
            requireNonNullElse(wanted.platform(), Platform.ANDROID),
            requireNonNullElse(wanted.about(), ""),
            requireNonNullElse(wanted.delivers(), true),
            requireNonNullElse(wanted.readsAtOnce(), false));
    context.status(HttpStatus.CREATED);
    context.json(world.change(scene -> Views.phone(scene, scene.accounts().create(account))));
  }

  private void change(Context context, PhoneRoutes routes) {
    Account changed =
        routes.change(
            context,
            call -> call.scene().accounts().put(apply(call.owner(), call.body(PhoneChange.class))));
    if (changed.delivers()) {
      recipients.switchedOn(changed.lid());
    }
    context.json(world.read(scene -> Views.phone(scene, changed)));
  }

  private static Account apply(Account account, PhoneChange wanted) {
    return new Account(
        account.lid(),
        account.pn(),
        wanted.pushname() == null ? account.pushname() : name(wanted.pushname()),
        account.platform(),
        requireNonNullElse(wanted.about(), account.about()),
        requireNonNullElse(wanted.delivers(), account.delivers()),
        requireNonNullElse(wanted.readsAtOnce(), account.readsAtOnce()));
  }

  private static Object save(PhoneCall call) {
    NewContact wanted = call.body(NewContact.class);
    return call.scene()
        .contacts()
        .save(call.me(), Bodies.address(wanted.pn()), name(wanted.name()));
  }

  private static String name(String text) {
    if (text.isBlank() || text.length() > MAX_NAME) {
      throw new IllegalArgumentException("a name has 1 to " + MAX_NAME + " characters");
    }
    return text;
  }
}
