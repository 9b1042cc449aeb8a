package io.griot.sandbox.phones;

import io.griot.sandbox.http.Bodies;
import io.griot.sandbox.protocol.Jid;
import io.griot.sandbox.protocol.Platform;
import io.griot.sandbox.world.Account;
import io.griot.sandbox.world.Accounts.NewAccount;
import io.griot.sandbox.world.NumberPrivacy.ShownTo;
import io.griot.sandbox.world.Recipients;
import io.griot.sandbox.world.World;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Accounts and address books. Thread-safe. */
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

  void configure(RoutesConfig routes) {
    routes.get("/phones", this::list);
    routes.post("/phones", this::create);
    routes.get("/phones/{phone}", this::get);
    routes.patch("/phones/{phone}", this::change);
    routes.get("/phones/{phone}/contacts", this::contacts);
    routes.put("/phones/{phone}/contacts", this::save);
    routes.put("/phones/{phone}/number-privacy", this::showNumber);
    routes.put("/phones/{phone}/username", this::goByUsername);
  }

  /** The account's address in the path. */
  static Jid phone(Context context) {
    return Bodies.address(context.pathParam("phone"));
  }

  private void list(Context context) {
    context.json(
        world.change(scene ->
            scene.accounts().all().stream().map(account -> Views.phone(scene, account)).toList()));
  }

  private void create(Context context) {
    NewPhone wanted = Bodies.read(context, NewPhone.class);
    NewAccount account =
        new NewAccount(
            Bodies.address(wanted.pn()),
            name(wanted.pushname()),
            Objects.requireNonNullElse(wanted.platform(), Platform.ANDROID),
            Objects.requireNonNullElse(wanted.about(), ""),
            Objects.requireNonNullElse(wanted.delivers(), true),
            Objects.requireNonNullElse(wanted.readsAtOnce(), false));
    context.status(HttpStatus.CREATED);
    context.json(world.change(scene -> Views.phone(scene, scene.accounts().create(account))));
  }

  private void get(Context context) {
    Jid phone = phone(context);
    context.json(world.change(scene -> Views.phone(scene, scene.accounts().get(phone))));
  }

  private void change(Context context) {
    Jid phone = phone(context);
    PhoneChange wanted = Bodies.read(context, PhoneChange.class);
    Account changed =
        world.change(scene -> scene.accounts().put(apply(scene.accounts().get(phone), wanted)));
    if (changed.delivers()) {
      recipients.switchedOn(changed.lid());
    }
    context.json(world.change(scene -> Views.phone(scene, changed)));
  }

  private static Account apply(Account account, PhoneChange wanted) {
    return new Account(
        account.lid(),
        account.pn(),
        wanted.pushname() == null ? account.pushname() : name(wanted.pushname()),
        account.platform(),
        Objects.requireNonNullElse(wanted.about(), account.about()),
        Objects.requireNonNullElse(wanted.delivers(), account.delivers()),
        Objects.requireNonNullElse(wanted.readsAtOnce(), account.readsAtOnce()));
  }

  private void contacts(Context context) {
    Jid phone = phone(context);
    context.json(world.change(scene -> scene.contacts().of(scene.accounts().get(phone).lid())));
  }

  private void save(Context context) {
    Jid phone = phone(context);
    NewContact wanted = Bodies.read(context, NewContact.class);
    Jid other = Bodies.address(wanted.pn());
    context.json(world.change(scene -> scene.contacts().save(phone, other, name(wanted.name()))));
  }

  private void showNumber(Context context) {
    Jid phone = phone(context);
    ShownTo shownTo = Bodies.read(context, NumberPrivacyChange.class).shownTo();
    world.run(scene -> scene.accounts().setNumberPrivacy(phone, shownTo));
    context.status(HttpStatus.NO_CONTENT);
  }

  private void goByUsername(Context context) {
    Jid phone = phone(context);
    String username = name(Bodies.read(context, UsernameChange.class).username());
    world.run(scene -> scene.accounts().goByUsername(phone, username));
    context.status(HttpStatus.NO_CONTENT);
  }

  private static String name(String text) {
    if (text.isBlank() || text.length() > MAX_NAME) {
      throw new IllegalArgumentException("a name has 1 to " + MAX_NAME + " characters");
    }
    return text;
  }
}
