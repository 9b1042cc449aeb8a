package io.griot.functions.command;

import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.FailureCode;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.functions.http.FiledAnswer;
import io.griot.functions.http.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads commands as they are stored, and the answers that lie in S3. A command that is past its
 * last moment to start is ended by the read that finds it. Thread-safe.
 */
final class CommandLookup {
  private static final Logger log = LoggerFactory.getLogger(CommandLookup.class);

  private final SubmissionStore commands;
  private final PayloadStore answers;
  private final InstantSource clock;

  CommandLookup(SubmissionStore commands, PayloadStore answers, InstantSource clock) {
    this.commands = commands;
    this.answers = answers;
    this.clock = clock;
  }

  /** The command of that id, if it is stored. */
  Optional<StoredCommand> find(CommandId id) {
    return stored(id).flatMap(this::current);
  }

  /** A command that was read already, ended now when nobody may start it any more. */
  Optional<StoredCommand> current(StoredCommand found) {
    if (!found.isPast(clock.instant())) {
      return Optional.of(found);
    }
    boolean expired = commands.expire(found.id(), found.attempt());
    log.atInfo()
        .addKeyValue("commandId", found.id())
        .addKeyValue("done", expired)
        .log("command.expired");
    return stored(found.id());
  }

  private Optional<StoredCommand> stored(CommandId id) {
    return commands.find(List.of(id)).stream().findFirst();
  }

  /** The end of a command; an answer that fits into a reply is fetched. */
  Submission.Ended ended(StoredCommand command) {
    Outcome outcome =
        switch (command.outcome().orElseThrow()) {
          case Outcome.Filed(AnswerFile file, Duration pageTime)
              when file.isJson() && file.bytes() <= Reply.MAX_PAYLOAD_BYTES ->
              fetched(command.id(), pageTime);
          case Outcome stored -> stored;
        };
    return new Submission.Ended(command.id(), outcome);
  }

  private Outcome fetched(CommandId id, Duration pageTime) {
    Optional<String> answer = answers.get(Names.answerObject(id));
    if (answer.isEmpty()) {
      log.atError().addKeyValue("commandId", id).log("command.answer_absent");
      return new Outcome.Failed(FailureCode.INTERNAL);
    }
    return new Outcome.Succeeded(answer.get(), pageTime);
  }

  /** An answer that is an object of its own. Nothing is read before it is asked for. */
  FiledAnswer filed(CommandId command) {
    String key = Names.answerObject(command);
    return new FiledAnswer(() -> answers.bytes(key), () -> answers.link(key));
  }
}
