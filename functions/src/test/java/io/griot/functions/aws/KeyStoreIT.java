package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.ApiKeyItem;
import io.griot.contract.CustomerId;
import io.griot.contract.CustomerItem;
import io.griot.contract.Environment;
import io.griot.contract.KeyKind;
import io.griot.contract.Scope;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.functions.access.ApiKey;
import io.griot.functions.access.KeyOrder;
import io.griot.functions.access.Keys;
import io.griot.functions.admin.CustomerRecord;
import io.griot.functions.admin.CustomerRecordStore.Change;
import io.griot.functions.admin.CustomerRecordStore.NewCustomer;
import io.griot.functions.admin.CustomerRecordStore.Page;
import io.griot.local.aws.LocalTables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys and customers in DynamoDB. */
class KeyStoreIT {
  private static final CustomerId AWA = new CustomerId("awa");
  private static final CustomerId KOFI = new CustomerId("kofi");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoKeyStore store = new DynamoKeyStore(tables.client(), tables.names());
  private final DynamoAccessStore access = new DynamoAccessStore(tables.client(), tables.names());
  private final DynamoCustomerRecordStore customers =
      new DynamoCustomerRecordStore(tables.client(), tables.names());
  private final Keys keys = new Keys(store, new SecureRandom(), () -> NOW);

  @BeforeEach
  void empty() {
    tables.clear();
  }

  @Test
  void keepsAllThatAKeyIs() {
    ApiKey key =
        keys.mint(
                new KeyOrder(
                    KeyKind.LIVE,
                    Optional.of(AWA),
                    Optional.of("Shop"),
                    Set.of(Scope.READ, Scope.SEND),
                    Optional.of(Set.of(new SessionName("main"), new SessionName("desk"))),
                    Optional.of(NOW.plus(Duration.ofDays(1)))))
            .stored();

    assertThat(access.key(key.hash())).contains(key);
    assertThat(store.find(key.hash())).contains(key);
  }

  @Test
  void readsAKeyFromBeforeThereWereIdsAndScopes() {
    tables.put(
        Table.API_KEYS,
        Map.of(
            ApiKeyItem.KEY_HASH, Item.ofText("0123456789abcdef01"),
            ApiKeyItem.CUSTOMER_ID, Item.ofText("awa"),
            ApiKeyItem.KIND, Item.ofText("LIVE"),
            ApiKeyItem.CREATED_AT, Item.ofInstant(NOW)));

    ApiKey key = store.of(AWA).getFirst();

    assertThat(key.keyId()).isEqualTo("hash-0123456789abcdef");
    assertThat(key.kind()).isEqualTo(KeyKind.LIVE);
    assertThat(key.scopes()).isEqualTo(Scope.USUAL);
    assertThat(key.sessions()).isEmpty();
    assertThat(store.startingWith("hash-012345", 2)).containsExactly(key);
  }

  @Test
  void listsTheKeysOfOneCustomer() {
    List<ApiKey> made = new ArrayList<>();
    for (int i = 0; i < 120; i++) { // more than one batch
      made.add(mint(AWA));
    }
    mint(KOFI);

    assertThat(store.of(AWA)).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void findsKeysByTheirFirstCharacters() {
    ApiKey key = mint(AWA);
    mint(AWA);
    ApiKey operators = keys.mint(KeyOrder.ofOperator("first", Scope.ALL)).stored();

    assertThat(store.startingWith(key.keyId(), 2)).containsExactly(key);
    assertThat(store.startingWith("test_", 2)).hasSize(2);
    assertThat(store.startingWith("admin_", 9)).containsExactly(operators);
  }

  @Test
  void ofManyReplacementsAtOnceOneIsStored() throws Exception {
    ApiKey old = mint(AWA);

    List<Boolean> stored =
        atOnce(
            5, () -> store.replace(old, NOW.plus(Duration.ofDays(7)), keys.make(order()).stored()));

    assertThat(stored).filteredOn(done -> done).hasSize(1);
    assertThat(store.of(AWA)).hasSize(2);
    ApiKey replaced = store.find(old.hash()).orElseThrow();
    assertThat(replaced.expiresAt()).contains(NOW.plus(Duration.ofDays(7)));
    assertThat(store.startingWith(replaced.rotatedTo().orElseThrow(), 2)).hasSize(1);
  }

  @Test
  void revokesOnceAndReplacesNothingRevoked() {
    ApiKey key = mint(AWA);
    store.revoke(key, NOW);
    store.revoke(key, NOW.plusSeconds(60));

    assertThat(access.key(key.hash()).orElseThrow().revokedAt()).contains(NOW);
    assertThat(store.replace(key, NOW, keys.make(order()).stored())).isFalse();
    assertThat(store.of(AWA)).hasSize(1);
  }

  @Test
  void isForgottenSomeTimeAfterItStoppedWorking() {
    ApiKey key = mint(AWA);
    store.revoke(key, NOW);

    assertThat(tables.get(Table.API_KEYS, key.hash()))
        .containsEntry(
            ApiKeyItem.FORGOTTEN_AT, Item.ofNumber(NOW.plus(ApiKeyItem.KEPT).getEpochSecond()));
  }

  @Test
  void notesTheLatestDayOfUseAndMakesNoKeyOfIt() {
    ApiKey key = mint(AWA);

    access.used(key.hash(), LocalDate.parse("2026-01-02"));
    access.used(key.hash(), LocalDate.parse("2026-01-01"));
    access.used("unknown", LocalDate.parse("2026-01-01"));

    assertThat(store.find(key.hash()).orElseThrow().lastUsedOn())
        .contains(LocalDate.parse("2026-01-02"));
    assertThat(tables.get(Table.API_KEYS, "unknown")).isEmpty();
  }

  @Test
  void signsACustomerUpOnceWithTheirKeys() throws Exception {
    List<Boolean> created =
        atOnce(
            5,
            () ->
                customers.create(
                    new NewCustomer(AWA, NOW, details("Chez Awa")),
                    List.of(keys.make(order()).stored())));

    assertThat(created).filteredOn(done -> done).hasSize(1);
    assertThat(store.of(AWA)).hasSize(1);
    CustomerRecord customer = customers.find(AWA).orElseThrow();
    assertThat(customer.name()).contains("Chez Awa");
    assertThat(customer.plan()).isEqualTo(CustomerItem.DEFAULT_PLAN);
    assertThat(customer.createdAt()).contains(NOW);
    assertThat(customer.paidUntil()).isEmpty();
    assertThat(customer.account().quotas()).isEmpty();
    assertThat(customer.account().count(Environment.LIVE)).isZero();
    assertThat(access.subscription(AWA).orElseThrow().at(NOW).serves()).isFalse();
  }

  @Test
  void changesWhatIsNamedAndLeavesTheRest() {
    customers.create(new NewCustomer(AWA, NOW, details("Chez Awa")), List.of());

    boolean changed =
        customers.change(
            AWA,
            new Change(
                Map.of(CustomerItem.CONTACT, Optional.of("awa@shop.example")),
                Map.of(Environment.LIVE, OptionalLong.of(10))));
    customers.change(AWA, new Change(Map.of(CustomerItem.CONTACT, Optional.empty()), Map.of()));

    assertThat(changed).isTrue();
    CustomerRecord customer = customers.find(AWA).orElseThrow();
    assertThat(customer.name()).contains("Chez Awa");
    assertThat(customer.contact()).isEmpty();
    assertThat(customer.account().quotas()).containsExactly(Map.entry(Environment.LIVE, 10L));
  }

  @Test
  void makesNoCustomerOfAChange() {
    assertThat(customers.change(AWA, details("Chez Awa"))).isFalse();
    assertThat(customers.change(AWA, new Change(Map.of(), Map.of()))).isFalse();
    assertThat(customers.suspend(AWA, NOW)).isFalse();
    assertThat(customers.resume(AWA)).isFalse();
    assertThat(customers.find(AWA)).isEmpty();
  }

  @Test
  void cutsACustomerOffWhateverTheyPaidAndLetsThemInAgain() {
    access.activate(AWA);
    assertThat(customers.suspend(AWA, NOW)).isTrue();
    assertThat(customers.suspend(AWA, NOW.plusSeconds(60))).isTrue();

    assertThat(customers.find(AWA).orElseThrow().suspendedAt()).contains(NOW);
    assertThat(access.subscription(AWA).orElseThrow().at(NOW).serves()).isFalse();
    assertThat(customers.resume(AWA)).isTrue();
    assertThat(access.subscription(AWA).orElseThrow().at(NOW).serves()).isTrue();
  }

  @Test
  void givesAllCustomersPageByPage() {
    List<CustomerId> made = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      CustomerId id = new CustomerId("customer" + i);
      customers.create(new NewCustomer(id, NOW, details("Number " + i)), List.of());
      made.add(id);
    }

    List<CustomerId> seen = new ArrayList<>();
    Optional<CustomerId> after = Optional.empty();
    do {
      Page page = customers.page(3, after);
      page.customers().forEach(customer -> seen.add(customer.id()));
      after = page.last();
    } while (after.isPresent());

    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
  }

  private static Change details(String name) {
    return new Change(Map.of(CustomerItem.NAME, Optional.of(name)), Map.of());
  }

  private ApiKey mint(CustomerId customer) {
    return keys.mint(KeyOrder.of(customer, Environment.TEST, Scope.USUAL)).stored();
  }

  private static KeyOrder order() {
    return KeyOrder.of(AWA, Environment.TEST, Scope.USUAL);
  }

  private static List<Boolean> atOnce(int times, Callable<Boolean> call) throws Exception {
    List<Boolean> results = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        all.add(threads.submit(call));
      }
      for (Future<Boolean> one : all) {
        results.add(one.get());
      }
    }
    return results;
  }
}
