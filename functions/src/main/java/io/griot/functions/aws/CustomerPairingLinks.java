package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A customer's pairing links, those of sessions that never started included, by a scan: links
 * expire within days, so there are few. Thread-safe.
 */
public final class CustomerPairingLinks implements CustomerData {
  private final DynamoTable links;
  private final InstantSource clock;

  public CustomerPairingLinks(DynamoDbClient tables, Names names, InstantSource clock) {
    this.links = new DynamoTable(tables, names, Table.PAIRING_LINKS);
    this.clock = clock;
  }

  /** Unknown, because the number does not matter to an operator. */
  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.empty();
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    return InTime.forEach(
        links
            .scan(PairingLinkItem.SESSION_ID, PairingLinkItem.CUSTOMER_ID)
            .filter(item ->
                item.optionalText(PairingLinkItem.CUSTOMER_ID)
                    .filter(customer.value()::equals)
                    .isPresent())
            .map(item -> item.text(PairingLinkItem.SESSION_ID)),
        clock,
        deadline,
        session -> links.delete(links.key(session)));
  }
}
