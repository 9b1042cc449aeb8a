package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.BY_AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.HeldItem;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.local.aws.LocalTables;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbandonedMessagesIT {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
  private static final Generation SESSION = new Generation(ID, NOW);
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final InstantSource clock = () -> NOW;
  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void clear() {
    tables.clear();
  }

  @Test
  void beginsNothingAfterItsDeadline() {
    CommandId late = held(SESSION, 1, NOW.minusSeconds(1));

    assertThat(messages().end(SESSION, NOW)).isFalse();
    assertThat(ending(late)).isEmpty();
    assertThat(positions()).hasSize(1);
  }

  @Test
  void endsAllOfAnEndedSessionAndOfNoOther() {
    Generation next = new Generation(ID, NOW.plusSeconds(1));
    CommandId one = held(SESSION, 1, NOW.plusSeconds(60));
    CommandId other = held(next, 2, NOW.plusSeconds(60));

    assertThat(messages().end(SESSION, NOW.plusSeconds(30))).isTrue();

    assertThat(ending(one)).contains(FailureCode.SESSION_NOT_FOUND);
    assertThat(ending(other)).isEmpty();
    assertThat(positions()).containsExactly(HeldItem.position(2));
  }

  private AbandonedMessages messages() {
    return new AbandonedMessages(tables.client(), commands(), tables.names(), clock);
  }

  private DynamoSubmissionStore commands() {
    return new DynamoSubmissionStore(tables.client(), tables.names(), clock);
  }

  private CommandId held(Generation session, long position, Instant startBy) {
    Command command =
        new Command(
            CommandId.random(random),
            ID,
            "clientSendMessage",
            Json.MAPPER.createObjectNode(),
            NOW.minusSeconds(100),
            startBy,
            1);
    assertThat(commands().accept(command, BY_AWA, "print", Optional.empty())).isEmpty();
    tables.put(
        Table.HELD,
        Map.of(
            HeldItem.GENERATION, Item.ofText(session.toString()),
            HeldItem.POSITION, Item.ofText(HeldItem.position(position)),
            HeldItem.COMMAND_ID, Item.ofText(command.id().value()),
            HeldItem.ATTEMPT, Item.ofNumber(1),
            HeldItem.START_BY, Item.ofInstant(startBy)));
    return command.id();
  }

  private Optional<FailureCode> ending(CommandId id) {
    return commands()
        .find(List.of(id))
        .getFirst()
        .outcome()
        .map(Outcome.Failed.class::cast)
        .map(Outcome.Failed::code);
  }

  private static List<String> positions() {
    return tables
        .client()
        .scan(scan -> scan.tableName(tables.names().table(Table.HELD)))
        .items()
        .stream()
        .map(item -> new Item(item).text(HeldItem.POSITION))
        .toList();
  }
}
