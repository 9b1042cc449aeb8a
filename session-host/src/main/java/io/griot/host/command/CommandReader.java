package io.griot.host.command;

import io.griot.contract.Command;
import io.griot.contract.Json;
import io.griot.contract.Names;
import io.griot.contract.SessionId;

/**
 * Reads the commands in a session's messages. A large command is fetched from S3 by its claim
 * check. Thread-safe.
 */
public final class CommandReader {
  private final ObjectStore objects;
  private final SessionId session;

  public CommandReader(ObjectStore objects, SessionId session) {
    this.objects = objects;
    this.session = session;
  }

  /**
   * Reads the command of a message's body.
   *
   * @throws IllegalArgumentException when the body is no command, or one of another session
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
