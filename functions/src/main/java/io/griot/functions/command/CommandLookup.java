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
 * Reads stored commands, and answers in S3. A read that finds a command past its last start ends
 * it. Thread-safe.
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

  /** The command with this id, if it is stored. */
  Optional<StoredCommand> find(CommandId id) {
    return stored(id).flatMap(this::current);
  }

  /** A command that was already read; ended now if it can no longer start. */
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

  /** The end of a command. An answer in S3 that fits into a reply is fetched. */
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

  /** An answer that is stored as an object. It is read only on demand. */
  FiledAnswer filed(CommandId command) {
    String key = Names.answerObject(command);
    return new FiledAnswer(() -> answers.bytes(key), () -> answers.link(key));
  }
}
