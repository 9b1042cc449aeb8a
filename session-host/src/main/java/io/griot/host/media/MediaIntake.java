package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.Json;
import io.griot.contract.net.AddressRules;
import io.griot.host.media.MediaSlots.Slot;
import io.griot.host.media.UrlFetch.FetchException;
import io.griot.host.media.UrlFetch.Fetched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Brings the media of requests onto the disk, wherever an operation's schema says that there is
 * some. Thread-safe.
 */
public final class MediaIntake implements CommandMedia, AutoCloseable {
  private final Function<String, Optional<ObjectNode>> schemas;
  private final UrlFetch urls;
  private final Path folder;

  /**
   * @param schemas an operation's request, by its id
   * @param folder for files that are on their way
   */
  MediaIntake(Function<String, Optional<ObjectNode>> schemas, UrlFetch urls, Path folder) {
    this.schemas = schemas;
    this.urls = urls;
    this.folder = folder;
  }

  /**
   * One with the standard limits.
   *
   * @param fromLoopback whether callers' URLs may lead to this machine; for tests
   */
  public static MediaIntake of(
      Function<String, Optional<ObjectNode>> schemas, Path folder, boolean fromLoopback)
      throws IOException {
    Files.createDirectories(folder);
    UrlFetch urls =
        new UrlFetch(
            SystemDefaultDnsResolver.INSTANCE,
            new AddressRules(fromLoopback),
            FetchLimits.STANDARD);
    return new MediaIntake(schemas, urls, folder);
  }

  @Override
  public Taken take(Command command) throws MediaRefusedException, IOException {
    JsonNode schema = schemas.apply(command.operation()).orElseGet(Json.MAPPER::createObjectNode);
    if (MediaSlots.in(schema, command.arguments()).isEmpty()) {
      return new Taken(command, List.of());
    }
    ObjectNode arguments = command.arguments().deepCopy();
    List<Path> files = new ArrayList<>();
    boolean complete = false;
    try {
      for (Slot slot : MediaSlots.in(schema, arguments)) {
        Path file = Files.createTempFile(folder, "media-", null);
        files.add(file);
        ObjectNode staged =
            switch (slot.kind()) {
              case FILE -> decoded(slot, file);
              case URL -> fetched(slot, file);
            };
        slot.parent().set(slot.name(), staged.put("staged", files.size() - 1));
      }
      complete = true;
      return new Taken(with(command, arguments), files);
    } finally {
      if (!complete) {
        new Taken(command, files).close();
      }
    }
  }

  private static Command with(Command command, ObjectNode arguments) {
    return new Command(
        command.id(), command.session(), command.operation(), arguments, command.acceptedAt());
  }

  private static ObjectNode decoded(Slot slot, Path file)
      throws MediaRefusedException, IOException {
    JsonNode media = slot.value();
    byte[] text = media.path("data").asText().getBytes(StandardCharsets.ISO_8859_1);
    requireBase64(text, slot);
    try {
      Files.write(file, Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MediaRefusedException(slot.field() + ".data", "must be base64");
    }
    return described(media.path("mimetype").asText(), media.path("filename").asText(""));
  }

  /** The decoder for mail, which allows line breaks, passes over everything else as well. */
  private static void requireBase64(byte[] text, Slot slot) throws MediaRefusedException {
    for (byte b : text) {
      boolean isKnown =
          (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || (b >= '0' && b <= '9')
              || "+/=\r\n".indexOf(b) >= 0;
      if (!isKnown) {
        throw new MediaRefusedException(slot.field() + ".data", "must be base64");
      }
    }
  }

  private ObjectNode fetched(Slot slot, Path file) throws MediaRefusedException, IOException {
    try {
      Fetched fetched = urls.fetch(slot.value().asText(), file);
      return described(MediaNames.mimetype(fetched), MediaNames.filename(fetched));
    } catch (FetchException e) {
      throw new MediaRefusedException(slot.field(), String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode described(String mimetype, String filename) {
    ObjectNode media = Json.MAPPER.createObjectNode().put("mimetype", mimetype);
    return filename.isEmpty() ? media : media.put("filename", filename);
  }

  @Override
  public void close() throws IOException {
    urls.close();
  }
}
