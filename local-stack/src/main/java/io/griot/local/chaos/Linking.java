package io.griot.local.chaos;

import io.griot.contract.CustomerId;
import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import io.griot.contract.SessionName;
import io.griot.local.LocalStack;
import io.griot.local.client.ApiClient;
import io.griot.local.client.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Creates accounts and people, and links each account's session. */
final class Linking {
  static final CustomerId CUSTOMER = new CustomerId("chaos");

  private static final int PEOPLE = 3;
  private static final long FIRST_ACCOUNT = 237_694_100_000L;
  private static final long FIRST_PERSON = 237_694_200_000L;
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final Duration POLL = Duration.ofMillis(200);

  private final LocalStack stack;
  private final ApiClient api;

  Linking(LocalStack stack, ApiClient api) {
    this.stack = stack;
    this.api = api;
  }

  /** Creates accounts with phones; they are not linked yet. */
  List<Account> accounts(int count) {
    List<Account> accounts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = "chaos-%d".formatted(i + 1);
      accounts.add(
          new Account(
              i, name, SessionId.of(CUSTOMER, new SessionName(name)), phone(FIRST_ACCOUNT + i)));
    }
    return accounts;
  }

  /** Creates people who exchange messages with the accounts. */
  List<Phone> people() {
    List<Phone> people = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(phone(FIRST_PERSON + i));
    }
    return people;
  }

  private Phone phone(long number) {
    return Phone.create(stack.sandboxAddress(), Long.toString(number), "Chaos " + number);
  }

  /** Starts an account's session, links it, and waits until it could move to another host. */
  void link(Account account) {
    api.get("/session/start/" + account.name());
    String path = "/session/qr/" + account.name();
    await("a QR code", account, () -> api.get(path).success());
    account.phone().scan(api.get(path).body().path("qr").asText());
    await("connected", account, () -> api.get("/session/status/" + account.name()).success());
    await(
        "a checkpoint",
        account,
        () -> stack.aws().session(account.id()).containsKey(SessionItem.CHECKPOINT));
  }

  private static void await(String what, Account account, BooleanSupplier condition) {
    if (!Pause.until(DEADLINE, POLL, condition)) {
      throw new IllegalStateException(
          "%s: not %s within %s".formatted(account.name(), what, DEADLINE));
    }
  }
}
