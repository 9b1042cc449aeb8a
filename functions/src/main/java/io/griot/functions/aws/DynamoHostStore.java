package io.griot.functions.aws;

import io.griot.contract.HostItem;
import io.griot.contract.Names;
import io.griot.contract.Table;
import io.griot.dynamo.DynamoTable;
import io.griot.dynamo.Write;
import io.griot.functions.cache.BoundedCache;
import io.griot.functions.session.Host;
import io.griot.functions.session.HostStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Session hosts in DynamoDB. Each host is read at most once a second. Thread-safe. */
public final class DynamoHostStore implements HostStore {
  /** The time for which a host's state is cached: shorter than the interval of heartbeats. */
  private static final Duration BELIEVED = Duration.ofSeconds(1);

  private static final int MAX_REMEMBERED = 1000;
  private static final Logger log = LoggerFactory.getLogger(DynamoHostStore.class);

  private final DynamoTable table;
  private final BoundedCache<String, Optional<Host>> believed;

  public DynamoHostStore(DynamoDbClient tables, Names names, InstantSource clock) {
    this.table = new DynamoTable(tables, names, Table.HOSTS);
    this.believed = new BoundedCache<>(MAX_REMEMBERED, BELIEVED, clock);
  }

  /**
   * A host's state, up to a second old.
   *
   * @throws io.griot.contract.NewerFormException when a newer version wrote its item
   */
  Optional<Host> find(String host) {
    Optional<Optional<Host>> remembered = believed.get(host);
    if (remembered.isPresent()) {
      return remembered.get();
    }
    Optional<Host> found = table.get(table.key(host)).map(SessionItems::host);
    believed.put(host, found);
    return found;
  }

  /** Pokes a host, on condition that its item exists: a hint must not create one. */
  @Override
  public void poke(String host) {
    try {
      Write poke = new Write().add(HostItem.POKES, 1).ifPresent(HostItem.HOST_ID);
      if (!table.tryUpdate(table.key(host), poke)) {
        log.atDebug().addKeyValue("hostId", host).log("host.absent");
      }
    } catch (SdkException e) {
      log.atWarn()
          .addKeyValue("hostId", host)
          .addKeyValue("reason", e.getMessage())
          .log("host.not_poked");
    }
  }
}
