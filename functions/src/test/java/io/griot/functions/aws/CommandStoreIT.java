package io.griot.functions.aws;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Table;
import io.griot.functions.command.Commands;
import io.griot.functions.command.CommandsContract;
import io.griot.functions.command.StoredCommand;
import io.griot.functions.session.NewerFormException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CommandStoreIT extends CommandsContract {
  private static LocalTables tables;
  private final SecureRandom random = new SecureRandom();

  @BeforeAll
  static void open() {
    tables = new LocalTables();
  }

  @AfterAll
  static void close() {
    tables.close();
  }

  @Override
  protected Commands commands() {
    return new CommandStore(tables.client(), tables.names(), InstantSource.system());
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
