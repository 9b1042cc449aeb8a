package io.griot.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.PairingLinkItem;
import io.griot.contract.SessionName;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.functions.pairing.PairingLink;
import io.griot.local.aws.LocalTables;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Pairing links in DynamoDB. */
class PairingLinkStoreIT {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @AutoClose private static final LocalTables tables = new LocalTables();

  private final DynamoPairingLinkStore store =
      new DynamoPairingLinkStore(tables.client(), tables.names());

  @Test
  void findsALinkAsItWasStored() {
    PairingLink link = link("found", "one", Set.of());

    assertThat(store.replace(Optional.empty(), link)).isTrue();

    assertThat(store.find(link.session())).contains(link);
  }

  @Test
  void replacesTheLinkThatWasSeenAndNoOther() {
    PairingLink first = link("raced", "one", Set.of());
    PairingLink second = link("raced", "two", Set.of("one"));
    PairingLink late = link("raced", "three", Set.of("one"));
    assertThat(store.replace(Optional.empty(), first)).isTrue();

    assertThat(store.replace(Optional.of(first), second)).isTrue();
    assertThat(store.replace(Optional.of(first), late)).isFalse();
    assertThat(store.replace(Optional.empty(), late)).isFalse();

    assertThat(store.find(first.session())).contains(second);
  }

  @Test
  void forgetsALinkAWeekAfterItExpired() {
    PairingLink link = link("forgotten", "one", Set.of());
    assertThat(store.replace(Optional.empty(), link)).isTrue();

    assertThat(tables.get(Table.PAIRING_LINKS, link.session().value()))
        .containsEntry(
            PairingLinkItem.FORGOTTEN_AT,
            Item.ofNumber(NOW.plus(PairingLinkItem.KEPT).getEpochSecond()));
  }

  @Test
  void removesTheLinksOfACustomerWhoIsDeleted() {
    PairingLink theirs = link("kept", "one", Set.of());
    PairingLink foreign =
        new PairingLink(
            new CustomerId("ben"),
            new SessionName("kept"),
            Environment.TEST,
            "two",
            Set.of(),
            NOW,
            Optional.empty());
    assertThat(store.replace(Optional.empty(), theirs)).isTrue();
    assertThat(store.replace(Optional.empty(), foreign)).isTrue();
    CustomerPairingLinks all = new CustomerPairingLinks(tables.client(), tables.names(), () -> NOW);

    assertThat(all.remove(theirs.customer(), Set.of(), NOW)).isFalse();
    assertThat(all.remove(theirs.customer(), Set.of(), NOW.plusSeconds(9))).isTrue();

    assertThat(store.find(theirs.session())).isEmpty();
    assertThat(store.find(foreign.session())).contains(foreign);
  }

  private static PairingLink link(String session, String hash, Set<String> earlier) {
    return new PairingLink(
        new CustomerId("awa"),
        new SessionName(session),
        Environment.TEST,
        hash,
        earlier,
        NOW,
        Optional.empty());
  }
}
