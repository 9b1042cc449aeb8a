package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Names;
import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.pairing.PairingLink;
import io.griot.functions.pairing.PairingLinkStore;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Pairing links in DynamoDB. Thread-safe. */
public final class DynamoPairingLinkStore implements PairingLinkStore {
  private final DynamoTable table;

  public DynamoPairingLinkStore(DynamoDbClient tables, Names names) {
    this.table = new DynamoTable(tables, names, Table.PAIRING_LINKS);
  }

  @Override
  public Optional<PairingLink> find(SessionId session) {
    return table.get(table.key(session.value())).map(DynamoPairingLinkStore::read);
  }

  /** Replaces a link, on condition that the newest link is the one seen, or that there is none. */
  @Override
  public boolean replace(Optional<PairingLink> seen, PairingLink next) {
    Write write =
        new Write()
            .set(PairingLinkItem.CUSTOMER_ID, Item.ofText(next.customer().value()))
            .set(PairingLinkItem.NAME, Item.ofText(next.name().value()))
            .set(PairingLinkItem.ENVIRONMENT, Item.ofText(next.environment().name()))
            .set(PairingLinkItem.TOKEN_HASH, Item.ofText(next.tokenHash()))
            .set(PairingLinkItem.EXPIRES_AT, Item.ofInstant(next.expiresAt()))
            .set(
                PairingLinkItem.FORGOTTEN_AT,
                Item.ofExpiry(next.expiresAt().plus(PairingLinkItem.KEPT)));
    if (!next.earlier().isEmpty()) {
      write.set(PairingLinkItem.EARLIER, Item.ofTexts(next.earlier()));
    }
    if (seen.isPresent()) {
      write.ifIs(PairingLinkItem.TOKEN_HASH, Item.ofText(seen.get().tokenHash()));
    } else {
      write.ifAbsent(PairingLinkItem.SESSION_ID);
    }
    return table.tryPut(table.key(next.session().value()), write);
  }

  private static PairingLink read(Item item) {
    return new PairingLink(
        new CustomerId(item.text(PairingLinkItem.CUSTOMER_ID)),
        new SessionName(item.text(PairingLinkItem.NAME)),
        item.requiredWord("environment", Environment.values(), PairingLinkItem.ENVIRONMENT),
        item.text(PairingLinkItem.TOKEN_HASH),
        item.texts(PairingLinkItem.EARLIER),
        item.requiredInstant(PairingLinkItem.EXPIRES_AT),
        item.instant(PairingLinkItem.USED_AT));
  }
}
