package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.BY_AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.Command;
import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.NewerFormException;
import io.griot.contract.Outcome;
import io.griot.contract.SessionId;
import io.griot.contract.Table;
import io.griot.dynamo.Item;
import io.griot.dynamo.Write;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.command.SubmissionStore;
import io.griot.functions.command.SubmissionStoreContract;
import io.griot.local.aws.LocalTables;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DynamoSubmissionStoreIT extends SubmissionStoreContract {
  @AutoClose private static final LocalTables tables = new LocalTables();
  private final SecureRandom random = new SecureRandom();

  @Override
  protected SubmissionStore commands() {
    return new DynamoSubmissionStore(tables.client(), tables.names(), InstantSource.system());
  }

  @Override
  protected void start(CommandId id) {
    change(
        id,
        new Write()
            .set(CommandItem.STATUS, Item.ofText(CommandStatus.STARTED.name()))
            .set(CommandItem.TOKEN, Item.ofNumber(1))
            .add(CommandItem.STARTS, 1));
  }

  @Override
  protected void fail(CommandId id, FailureCode code) {
    change(
        id,
        new Write()
            .set(CommandItem.STATUS, Item.ofText(CommandStatus.FAILED.name()))
            .set(CommandItem.FAILURE, Item.ofText(code.name())));
  }

  @Test
  void endsWhatItsSessionLeftAsWhatMayHaveBecomeOfIt() {
    DynamoSubmissionStore store =
        new DynamoSubmissionStore(tables.client(), tables.names(), InstantSource.system());
    CommandId waiting = accepted(Optional.empty());
    CommandId started = accepted(Optional.empty());
    start(started);
    CommandId again = accepted(Optional.of(FailureCode.OUTCOME_UNKNOWN));
    CommandId harmless = accepted(Optional.of(FailureCode.OVERLOADED));

    for (CommandId id : List.of(waiting, started, again, harmless)) {
      assertThat(store.endLeft(id)).isTrue();
      assertThat(store.endLeft(id)).isFalse();
    }

    assertThat(codeOf(waiting)).isEqualTo(FailureCode.SESSION_NOT_FOUND);
    assertThat(codeOf(started)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(codeOf(again)).isEqualTo(FailureCode.OUTCOME_UNKNOWN);
    assertThat(codeOf(harmless)).isEqualTo(FailureCode.SESSION_NOT_FOUND);
  }

  /** A command that waits for a host, in its second attempt if its first ended so. */
  private CommandId accepted(Optional<FailureCode> earlier) {
    CommandId id = id();
    assertThat(commands().accept(command(id, 1), BY_AWA, "f", Optional.empty())).isEmpty();
    earlier.ifPresent(code -> {
      fail(id, code);
      StoredCommand failed = commands().find(List.of(id)).getFirst();
      assertThat(commands().acceptAgain(command(id, 2), failed, Optional.empty())).isTrue();
    });
    return id;
  }

  private static Command command(CommandId id, int attempt) {
    Instant now = Instant.now();
    return new Command(
        id,
        new SessionId("s".repeat(26)),
        "clientSendMessage",
        Json.MAPPER.createObjectNode(),
        now,
        now.plus(Duration.ofHours(1)),
        attempt);
  }

  private FailureCode codeOf(CommandId id) {
    return commands().find(List.of(id)).getFirst().outcome().orElseThrow()
            instanceof Outcome.Failed(FailureCode code, String _)
        ? code
        : FailureCode.INTERNAL;
  }

  void refusesByNameWhatANewerVersionSaysOfACommandAndReadsTheOthers() {
    CommandId odd = put(CommandStatus.FAILED.name(), "TOO_QUIET");
    CommandId paused = put("PAUSED", FailureCode.EXPIRED.name());
    CommandId failed = put(CommandStatus.FAILED.name(), FailureCode.EXPIRED.name());

    assertThatExceptionOfType(NewerFormException.class)
        .isThrownBy(() -> commands().find(List.of(odd)))
        .withMessageContaining("command " + odd + " has the failure TOO_QUIET");
    assertThatExceptionOfType(NewerFormException.class)
        .isThrownBy(() -> commands().find(List.of(paused)))
        .withMessageContaining("status PAUSED");
    assertThat(commands().find(List.of(odd, paused, failed)))
        .extracting(StoredCommand::id)
        .containsExactly(failed);
  }

  private CommandId put(String status, String failure) {
    CommandId id = id();
    tables.put(
        Table.COMMANDS,
        Map.of(
            CommandItem.COMMAND_ID, Item.ofText(id.value()),
            CommandItem.SESSION_ID, Item.ofText(ID.value()),
            CommandItem.CUSTOMER_ID, Item.ofText(AWA.value()),
            CommandItem.OPERATION, Item.ofText("clientSendMessage"),
            CommandItem.FINGERPRINT, Item.ofText("print"),
            CommandItem.STATUS, Item.ofText(status),
            CommandItem.FAILURE, Item.ofText(failure)));
    return id;
  }

  private static void change(CommandId id, Write write) {
    tables
        .client()
        .updateItem(
            write.update(
                tables.names().table(Table.COMMANDS),
                Map.of(CommandItem.COMMAND_ID, Item.ofText(id.value()))));
  }

  @Override
  protected CommandId id() {
    return CommandId.random(random);
  }
}
