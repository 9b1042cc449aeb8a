package io.griot.functions.aws;

import io.griot.contract.CommandId;
import io.griot.contract.CommandItem;
import io.griot.contract.CommandStatus;
import io.griot.contract.FailureCode;
import io.griot.contract.Table;
import io.griot.functions.command.Commands;
import io.griot.functions.command.CommandsContract;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
