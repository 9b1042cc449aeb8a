package io.griot.infra.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.contract.CustomerItem;
import io.griot.contract.LedgerItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.infra.operator.RestoredItems.Order;
import io.griot.infra.operator.RestoredItems.Report;
import io.griot.local.aws.LocalTables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** Tests the copy of a restored table's items, with DynamoDB Local. */
class RestoredItemsIT {
  @AutoClose private static final LocalTables local = new LocalTables();

  private static final Names NAMES = local.names();
  private static final DynamoDbClient tables = local.client();

  @Test
  void bringsBackWhatIsMissingAndLeavesWhatIsThere() {
    makeRestored("restored-1", CustomerItem.CUSTOMER_ID);
    put("restored-1", "lost", "as it was");
    put("restored-1", "changed", "as it was");
    put(NAMES.table(Table.CUSTOMERS), "changed", "as it is");

    Order order = Order.parse(List.of("customers", "restored-1"));

    assertThat(RestoredItems.bringBack(tables, NAMES, order)).isEqualTo(new Report(1, 1));
    assertThat(name("lost")).isEqualTo("as it was");
    assertThat(name("changed")).isEqualTo("as it is");
    assertThat(RestoredItems.bringBack(tables, NAMES, order)).isEqualTo(new Report(0, 2));
  }

  @Test
  void replacesWhatIsThereWhenItIsToldTo() {
    makeRestored("restored-2", CustomerItem.CUSTOMER_ID);
    put("restored-2", "damaged", "as it was");
    put(NAMES.table(Table.CUSTOMERS), "damaged", "as it is");

    Report report =
        RestoredItems.bringBack(
            tables, NAMES, Order.parse(List.of("customers", "restored-2", "--replace")));

    assertThat(report).isEqualTo(new Report(1, 0));
    assertThat(name("damaged")).isEqualTo("as it was");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "customers",
        "sessions restored",
        "commands restored",
        "nothing restored",
        "customers restored more",
        "ledger restored --replace"
      })
  void refusesWhatWouldDoHarm(String words) {
    assertThatIllegalArgumentException().isThrownBy(() -> Order.parse(List.of(words.split(" "))));
  }

  @Test
  void bringsEntriesOfTheLedgerBack() {
    assertThat(Order.parse(List.of("ledger", "restored")))
        .isEqualTo(new Order(Table.LEDGER, "restored", false));
    assertThat(Table.LEDGER.partitionKey()).isEqualTo(LedgerItem.ENTRY);
  }

  private static void makeRestored(String table, String key) {
    tables.createTable(create ->
        create
            .tableName(table)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .attributeDefinitions(
                AttributeDefinition.builder()
                    .attributeName(key)
                    .attributeType(ScalarAttributeType.S)
                    .build())
            .keySchema(
                KeySchemaElement.builder().attributeName(key).keyType(KeyType.HASH).build()));
  }

  private static void put(String table, String customer, String name) {
    tables.putItem(put ->
        put.tableName(table)
            .item(
                Map.of(
                    CustomerItem.CUSTOMER_ID, Item.ofText(customer),
                    CustomerItem.NAME, Item.ofText(name))));
  }

  private static String name(String customer) {
    return new Item(
            tables
                .getItem(get ->
                    get.tableName(NAMES.table(Table.CUSTOMERS))
                        .key(Map.of(CustomerItem.CUSTOMER_ID, Item.ofText(customer))))
                .item())
        .text(CustomerItem.NAME);
  }
}
