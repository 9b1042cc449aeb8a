package io.griot.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Event;
import io.griot.contract.EventId;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import io.griot.host.event.EventLog;
import io.griot.host.event.SessionLog;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Logs events of sessions as their hosts do. Used by one thread. */
public final class StandInLogs implements AutoCloseable {
  private final String bucket;
  private final DynamoDbClient tables;
  private final S3Client objects;
  private final EventLog logs;
  private final Map<SessionId, SessionLog> open = new HashMap<>();

  /** Uses the services of this API, which must stay open. */
  public StandInLogs(ApiFixture api) {
    bucket = api.aws().bucket();
    tables = api.aws().dynamoDbClient();
    objects = api.aws().s3Client();
    logs = new EventLog(tables, this::put, ApiFixture.NAMES, Instant::now, System::nanoTime);
  }

  private void put(String key, String json) {
    objects.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromString(json));
  }

  /** Logs messages with these different texts in a session of test keys. */
  public void append(String customer, String name, String... texts) {
    CustomerId owner = new CustomerId(customer);
    SessionId id = ApiFixture.session(customer, name);
    SessionLog log = open.computeIfAbsent(id, _ -> log(owner, id, new SessionName(name)));
    List<Event> events = new ArrayList<>();
    for (String text : texts) {
      ObjectNode data = Json.MAPPER.createObjectNode().put("text", text);
      events.add(
          new Event(
              EventId.of(id, "message", text),
              owner,
              id,
              new SessionName(name),
              Environment.TEST,
              "chat",
              "message",
              Instant.now(),
              Optional.of(data)));
    }
    assertThat(log.append(events)).isTrue();
  }

  private SessionLog log(CustomerId owner, SessionId id, SessionName name) {
    SessionRecord session =
        new SessionRecord(
            new Generation(id, Instant.EPOCH),
            owner,
            name,
            Environment.TEST,
            Wanted.RUNNING,
            0,
            Optional.of("host"),
            1,
            false,
            true,
            Optional.empty(),
            false,
            Optional.empty(),
            false);
    return logs.of(session, new Lease(id, "host", 1, nanos -> true));
  }

  @Override
  public void close() {
    try (tables) {
      objects.close();
    }
  }
}
