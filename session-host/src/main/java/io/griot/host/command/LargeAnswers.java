package io.griot.host.command;

import io.griot.contract.AnswerFile;
import io.griot.contract.CommandId;
import io.griot.contract.Names;
import io.griot.contract.Outcome;
import io.griot.host.bridge.CallResult;
import io.griot.host.bridge.PageBridge;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves large answers and files from the page to S3 by way of the disk. Only one slice is in memory
 * at a time. Thread-safe; blocks.
 */
public final class LargeAnswers {
  private final ObjectStore objects;
  private final Path folder;

  /**
   * @param folder for temporary files
   */
  public LargeAnswers(ObjectStore objects, Path folder) {
    this.objects = objects;
    this.folder = folder;
  }

  /**
   * Fetches an answer that the page keeps, and stores it.
   *
   * @return empty when the page was lost meanwhile
   * @throws IOException when the disk fails
   */
  Optional<Outcome> store(CommandId command, PageBridge page, CallResult.Kept kept)
      throws IOException {
    Path file = Files.createTempFile(folder, "answer-", null);
    try {
      boolean taken;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        taken = page.take(command, kept.bytes(), out);
      }
      return taken
          ? Optional.of(store(command, file, described(kept), kept.pageTime()))
          : Optional.empty();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Stores a PNG that browsers may display. */
  public Outcome storePng(CommandId command, byte[] png) throws IOException {
    Path file = Files.createTempFile(folder, "answer-", null);
    try {
      Files.write(file, png);
      AnswerFile about = new AnswerFile("image/png", Optional.empty(), png.length);
      return store(command, file, about, Duration.ZERO);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private Outcome store(CommandId command, Path file, AnswerFile about, Duration pageTime) {
    objects.put(Names.answerObject(command), file, about);
    return new Outcome.Filed(about, pageTime);
  }

  private static AnswerFile described(CallResult.Kept kept) {
    return kept.isJson()
        ? AnswerFile.json(kept.bytes())
        : AnswerFile.attachment(kept.mimetype(), kept.filename(), kept.bytes());
  }
}
