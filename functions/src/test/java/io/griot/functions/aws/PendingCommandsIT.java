package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.BY_AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.FailureCode;
import io.griot.contract.Generation;
import io.griot.contract.Json;
import io.griot.contract.Outcome;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.session.MemorySessionStore;
import io.griot.local.aws.LocalTables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PendingCommandsIT {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
  private static final Instant DEADLINE = NOW.plusSeconds(30);
  private static final Generation SESSION = new Generation(ID, NOW);
  @AutoClose private static final LocalTables tables = new LocalTables();

  private final SecureRandom random = new SecureRandom();

  @BeforeEach
  void clear() {
    tables.clear();
  }

  @Test
  void endsWhatIsPastItsLastMomentBehindAnyNumberOfOthers() {
    List<CommandId> waiting =
        Stream.generate(() -> pending(SESSION, NOW.plusSeconds(60))).limit(25).toList();
    CommandId late = pending(SESSION, NOW.minusSeconds(1));
    CommandId elsewhere = pending(new Generation(ID, NOW.plusSeconds(1)), NOW.minusSeconds(1));

    pendings(NOW).expire(SESSION, DEADLINE);

    assertThat(ending(late)).contains(FailureCode.EXPIRED);
    assertThat(ending(elsewhere)).isEmpty();
    assertThat(waiting).allSatisfy(one -> assertThat(ending(one)).isEmpty());
    assertThat(isPending(late)).isFalse();
  }

  @Test
  void endsWhatWasStoredAsPendingThoughNobodyWasTold() {
    CommandId first = accepted(NOW.minusSeconds(1), Optional.of(SESSION));
    CommandId second = accepted(NOW.minusSeconds(2), Optional.empty());
    assertThat(commands().expire(second, 1)).isTrue();
    StoredCommand failed = commands().find(List.of(second)).getFirst();
    assertThat(
            commands()
                .acceptAgain(
                    command(second, NOW.minusSeconds(1)).inAttempt(2, Optional.empty()),
                    failed,
                    Optional.of(SESSION)))
        .isTrue();
    assertThat(isPending(first)).isTrue();
    assertThat(isPending(second)).isTrue();

    pendings(NOW).expire(SESSION, DEADLINE);

    assertThat(ending(first)).contains(FailureCode.EXPIRED);
    assertThat(ending(second)).contains(FailureCode.EXPIRED);
  }

  @Test
  void knowsWhetherAnyWaitForASession() {
    assertThat(pendings(NOW).isAnyPending(SESSION)).isFalse();

    CommandId one = pending(SESSION, NOW.plusSeconds(60));
    assertThat(pendings(NOW).isAnyPending(SESSION)).isTrue();

    assertThat(commands().expire(one, 1)).isTrue();
    assertThat(pendings(NOW).isAnyPending(SESSION)).isFalse();
  }

  @Test
  void looksAtWhatCountsNow() {
    CommandId moved = pending(SESSION, NOW.minusSeconds(1));
    assertThat(commands().move(moved, 1, NOW.plusSeconds(60))).isTrue();

    pendings(NOW).expire(SESSION, DEADLINE);

    assertThat(ending(moved)).isEmpty();
    pendings(NOW.plusSeconds(60)).expire(SESSION, NOW.plusSeconds(90));
    assertThat(ending(moved)).contains(FailureCode.EXPIRED);
  }

  @Test
  void leavesAloneACommandOfANewerVersionAndEndsTheOthers() {
    CommandId newer = pending(SESSION, NOW.minusSeconds(2));
    CommandId old = pending(SESSION, NOW.minusSeconds(1));
    set(newer, CommandItem.STATUS, "PAUSED");

    pendings(NOW).expire(SESSION, DEADLINE);

    assertThat(ending(old)).contains(FailureCode.EXPIRED);
    assertThat(isPending(newer)).isTrue();
  }

  @Test
  void beginsNothingAfterItsDeadline() {
    CommandId late = pending(SESSION, NOW.minusSeconds(1));

    pendings(NOW).expire(SESSION, NOW);

    assertThat(ending(late)).isEmpty();
  }

  @Test
  void pendsOnlyWhatNobodyStarted() {
    CommandId started = accepted(NOW.plusSeconds(60));
    assertThat(commands().pend(started, 2, SESSION, NOW.plusSeconds(60))).isFalse();
    set(started, CommandItem.STATUS, "STARTED");

    assertThat(commands().pend(started, 1, SESSION, NOW.plusSeconds(60))).isFalse();
    assertThat(isPending(started)).isFalse();
  }

  @Test
  void areCountedUpToWhatIsAskedFor() {
    pending(SESSION, NOW.plusSeconds(60));
    pending(SESSION, NOW.plusSeconds(61));
    pending(SESSION, NOW.minusSeconds(1));
    pending(new Generation(ID, NOW.plusSeconds(1)), NOW.plusSeconds(60));
    accepted(NOW.plusSeconds(60));
    DynamoBacklogStore backlog =
        new DynamoBacklogStore(tables.client(), tables.names(), new MemorySessionStore(() -> NOW));

    assertThat(backlog.count(SESSION, 100)).isEqualTo(3);
    assertThat(backlog.count(SESSION, 2)).isEqualTo(2);
  }

  private PendingCommands pendings(Instant now) {
    return new PendingCommands(tables.client(), commands(), tables.names(), () -> now);
  }

  private DynamoSubmissionStore commands() {
    return new DynamoSubmissionStore(tables.client(), tables.names(), () -> NOW);
  }

  private CommandId pending(Generation session, Instant startBy) {
    CommandId id = accepted(startBy);
    assertThat(commands().pend(id, 1, session, startBy)).isTrue();
    return id;
  }

  private CommandId accepted(Instant startBy) {
    return accepted(startBy, Optional.empty());
  }

  private CommandId accepted(Instant startBy, Optional<Generation> pendsIn) {
    Command command = command(CommandId.random(random), startBy);
    assertThat(commands().accept(command, BY_AWA, "print", pendsIn)).isEmpty();
    return command.id();
  }

  private static Command command(CommandId id, Instant startBy) {
    return new Command(
        id,
        ID,
        "clientSendMessage",
        Json.MAPPER.createObjectNode(),
        NOW.minus(Duration.ofSeconds(100)),
        startBy,
        1);
  }

  private static void set(CommandId id, String attribute, String value) {
    tables
        .client()
        .updateItem(
            new Write()
                .set(attribute, Item.ofText(value))
                .update(
                    tables.names().table(Table.COMMANDS),
                    Map.of(CommandItem.COMMAND_ID, Item.ofText(id.value()))));
  }

  private Optional<FailureCode> ending(CommandId id) {
    return commands()
        .find(List.of(id))
        .getFirst()
        .outcome()
        .map(Outcome.Failed.class::cast)
        .map(Outcome.Failed::code);
  }

  private static boolean isPending(CommandId id) {
    return tables
        .client()
        .scan(scan ->
            scan.tableName(tables.names().table(Table.COMMANDS)).indexName(Table.PENDING_INDEX))
        .items()
        .stream()
        .map(item -> new Item(item).text(CommandItem.COMMAND_ID))
        .anyMatch(id.value()::equals);
  }
}
