package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Command;
import io.griot.contract.CustomerId;
import io.griot.contract.FailureCode;
import io.griot.contract.Json;
import io.griot.contract.MediaId;
import io.griot.host.media.CommandMedia.Taken;
import io.griot.host.media.MediaSlots.Slot;
import io.griot.host.media.UrlFetch.FetchException;
import io.griot.host.media.UrlFetch.Fetched;
import io.griot.publichttp.AddressRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Copies the media of requests to the local disk. The operation's schema marks the media with
 * {@code x-media}. Thread-safe; blocks while it fetches.
 */
public final class MediaIntake implements AutoCloseable {
  private final Function<String, Optional<ObjectNode>> schemas;
  private final UrlFetch urls;
  private final UploadStore uploads;
  private final Path folder;

  /**
   * @param schemas an operation's request schema by operation id
   * @param folder holds the files until their command has ended
   */
  MediaIntake(
      Function<String, Optional<ObjectNode>> schemas,
      UrlFetch urls,
      UploadStore uploads,
      Path folder) {
    this.schemas = schemas;
    this.urls = urls;
    this.uploads = uploads;
    this.folder = folder;
  }

  /**
   * Builds one with the standard limits.
   *
   * @param fromLoopback whether callers' URLs may point to this machine; for tests only
   * @param bucket of {@code s3}, where uploads are
   */
  public static MediaIntake of(
      Function<String, Optional<ObjectNode>> schemas,
      Path folder,
      boolean fromLoopback,
      S3Client s3,
      String bucket)
      throws IOException {
    Files.createDirectories(folder);
    UrlFetch urls =
        new UrlFetch(
            SystemDefaultDnsResolver.INSTANCE,
            new AddressRules(fromLoopback),
            FetchLimits.STANDARD);
    UploadStore uploads = new S3Uploads(s3, bucket, InstantSource.system());
    return new MediaIntake(schemas, urls, uploads, folder);
  }

  /** The media of one customer's commands. Only this customer's uploads are found. */
  public CommandMedia of(CustomerId customer) {
    return command -> take(command, customer);
  }

  private Taken take(Command command, CustomerId customer)
      throws MediaRefusedException, IOException {
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
        ObjectNode staged = taken(slot, file, customer);
        slot.parent().set(slot.name(), staged.put("staged", files.size() - 1));
      }
      complete = true;
      return new Taken(command.with(arguments), files);
    } finally {
      if (!complete) {
        new Taken(command, files).close();
      }
    }
  }

  private ObjectNode taken(Slot slot, Path file, CustomerId customer)
      throws MediaRefusedException, IOException {
    String text = slot.value().asText();
    return switch (slot.kind()) {
      case FILE -> ofObject(slot, file, customer);
      case BASE64 -> {
        decode(text, slot.field(), file);
        yield described("", "");
      }
      case UPLOAD -> described(uploaded(text, slot.field(), file, customer), "");
      case URL -> fetched(slot, file);
    };
  }

  private ObjectNode ofObject(Slot slot, Path file, CustomerId customer)
      throws MediaRefusedException, IOException {
    JsonNode media = slot.value();
    String mimetype = media.path("mimetype").asText("");
    if (media.has("mediaId")) {
      String field = slot.field() + ".mediaId";
      String uploaded = uploaded(media.path("mediaId").asText(), field, file, customer);
      mimetype = mimetype.isEmpty() ? uploaded : mimetype;
    } else {
      decode(media.path("data").asText(), slot.field() + ".data", file);
    }
    return described(mimetype, media.path("filename").asText(""));
  }

  private String uploaded(String id, String field, Path file, CustomerId customer)
      throws MediaRefusedException, IOException {
    Optional<String> mimetype =
        MediaId.isValid(id) ? uploads.copy(customer, new MediaId(id), file) : Optional.empty();
    return mimetype.orElseThrow(() ->
        new MediaRefusedException(field, "nothing was uploaded under this id, or it has expired"));
  }

  private static void decode(String base64, String field, Path file)
      throws MediaRefusedException, IOException {
    byte[] text = base64.getBytes(StandardCharsets.ISO_8859_1);
    requireBase64(text, field);
    try {
      Files.write(file, Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new MediaRefusedException(field, "must be base64");
    }
  }

  /**
   * Rejects characters outside base64. The MIME decoder is used because it allows line breaks, but
   * it also skips every other unknown character.
   */
  private static void requireBase64(byte[] text, String field) throws MediaRefusedException {
    for (byte b : text) {
      boolean isKnown =
          (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || (b >= '0' && b <= '9')
              || "+/=\r\n".indexOf(b) >= 0;
      if (!isKnown) {
        throw new MediaRefusedException(field, "must be base64");
      }
    }
  }

  private ObjectNode fetched(Slot slot, Path file) throws MediaRefusedException, IOException {
    try {
      Fetched fetched = urls.fetch(slot.value().asText(), file);
      return described(MediaNames.mimetype(fetched), MediaNames.filename(fetched));
    } catch (FetchException e) {
      FailureCode code = e.isTooSlow() ? FailureCode.MEDIA_TOO_SLOW : FailureCode.INVALID_FIELD;
      throw new MediaRefusedException(code, slot.field(), String.valueOf(e.getMessage()));
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
