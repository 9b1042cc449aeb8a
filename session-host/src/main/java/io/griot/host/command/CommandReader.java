package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.SessionId;

/** Reads a session's messages: a command, or the claim check of a large one. Thread-safe. */
public final class CommandReader {
  private final LargeObjects objects;
  private final SessionId session;

  public CommandReader(LargeObjects objects, SessionId session) {
    this.objects = objects;
    this.session = session;
  }

  /**
   * The command in a message's body.
   *
   * @throws IllegalArgumentException when there is none, or it is another session's
   */
  Command read(String body) {
    String text =
        Json.readClaimCheck(body).map(Names::commandObject).map(objects::get).orElse(body);
    Command command = Json.readCommand(text);
    if (!command.session().equals(session)) {
      throw new IllegalArgumentException("command " + command.id() + " is another session's");
    }
    return command;
  }
}
