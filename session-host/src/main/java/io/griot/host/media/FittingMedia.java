package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.Json;
import io.griot.host.browser.Spawner;
import io.griot.host.media.MediaConversion.Arrived;
import io.griot.host.media.MediaConversion.Converted;
import io.griot.host.media.MediaConversion.UnfitException;
import io.griot.host.media.MediaSlots.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Converts the media of messages to what WhatsApp accepts, after they were copied to disk and
 * before the page gets them. It also updates the media's type and name in the arguments, and adds
 * {@code seconds} to sound and video. Thread-safe.
 */
public final class FittingMedia implements CommandMedia {
  private final CommandMedia arriving;
  private final Function<String, Optional<ObjectNode>> schemas;
  private final MediaConversion conversion;

  FittingMedia(
      CommandMedia arriving,
      Function<String, Optional<ObjectNode>> schemas,
      MediaConversion conversion) {
    this.arriving = arriving;
    this.schemas = schemas;
    this.conversion = conversion;
  }

  /**
   * Builds the converter of every customer, with the standard limits. At most half of the
   * processors convert at the same time.
   *
   * @param arriving copies a customer's media to disk
   * @param schemas an operation's request schema by operation id
   * @throws IOException when ffmpeg or ffprobe is not installed
   */
  public static Function<CustomerId, CommandMedia> of(
      Function<CustomerId, CommandMedia> arriving,
      Function<String, Optional<ObjectNode>> schemas,
      Spawner spawner,
      FfmpegPrograms programs)
      throws IOException {
    for (Path program : new Path[] {programs.ffmpeg(), programs.ffprobe()}) {
      if (!Files.isExecutable(program)) {
        throw new IOException(
            "no " + program + ": install ffmpeg, or set GRIOT_FFMPEG and GRIOT_FFPROBE");
      }
    }
    int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    ConversionLimits limits = ConversionLimits.STANDARD;
    Ffmpeg ffmpeg = new Ffmpeg(spawner, programs, limits, atOnce);
    MediaConversion conversion = new MediaConversion(ffmpeg, limits);
    return customer -> new FittingMedia(arriving.apply(customer), schemas, conversion);
  }

  @Override
  public Taken take(Command command)
      throws MediaRefusedException, IOException, InterruptedException {
    JsonNode schema = schemas.apply(command.operation()).orElseGet(Json.MAPPER::createObjectNode);
    Optional<SendOptions> options = SendOptions.in(schema, command.arguments());
    Taken taken = arriving.take(command);
    if (options.isEmpty()) {
      return taken;
    }
    boolean complete = false;
    try {
      for (Slot slot : MediaSlots.in(schema, taken.command().arguments())) {
        fit(taken, slot, options.get());
      }
      complete = true;
      return taken;
    } finally {
      if (!complete) {
        taken.close();
      }
    }
  }

  private void fit(Taken taken, Slot slot, SendOptions options)
      throws MediaRefusedException, IOException, InterruptedException {
    ObjectNode media = (ObjectNode) slot.value();
    Arrived arrived =
        new Arrived(
            taken.files().get(media.path("staged").asInt()),
            media.path("mimetype").asText(),
            taken.command().session());
    try {
      Converted fit = conversion.fit(arrived, options);
      media.put("mimetype", fit.mimetype());
      fit.extension().ifPresent(extension -> rename(media, extension));
      if (!fit.duration().isZero()) {
        media.put("seconds", fit.duration().toSeconds());
      }
    } catch (UnfitException e) {
      throw new MediaRefusedException(slot.field(), String.valueOf(e.getMessage()));
    }
  }

  private static void rename(ObjectNode media, String extension) {
    String name = media.path("filename").asText("");
    if (!name.isEmpty()) {
      int dot = name.lastIndexOf('.');
      media.put("filename", name.substring(0, dot > 0 ? dot : name.length()) + "." + extension);
    }
  }
}
