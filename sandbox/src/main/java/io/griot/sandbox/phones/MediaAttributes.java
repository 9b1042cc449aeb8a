package io.griot.sandbox.phones;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.sandbox.protocol.ProtocolJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a file in its message, with the names of WhatsApp Web's model.
 *
 * @param type WhatsApp's type; by default that of the content
 * @param durationSeconds the duration of sound or video; 0 if unknown
 */
record MediaAttributes(
    String mimetype,
    Optional<String> type,
    Optional<String> caption,
    Optional<String> filename,
    long durationSeconds) {

  /** The message's type. */
  String kind() {
    return type.orElseGet(() -> {
      String family = mimetype.substring(0, Math.max(0, mimetype.indexOf('/')));
      return switch (family) {
        case "image", "video", "audio" -> family;
        default -> "document";
      };
    });
  }

  /** The attributes of a message with this file. */
  Map<String, JsonNode> of(Path file, String directPath) throws IOException {
    String hash =
        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.getFileName().toString()));
    ObjectNode all = ProtocolJson.MAPPER.createObjectNode();
    all.put("mimetype", mimetype);
    all.put("size", Files.size(file));
    all.put("filehash", hash);
    // The stored bytes are not encrypted. The key exists because every client expects one.
    all.put("encFilehash", hash);
    all.put("mediaKey", hash);
    all.put("mediaKeyTimestamp", Files.getLastModifiedTime(file).toInstant().getEpochSecond());
    all.put("directPath", directPath);
    caption.ifPresent(text -> all.put("caption", text).put("isCaptionByUser", true));
    filename.ifPresent(name -> all.put("filename", name));
    if (durationSeconds > 0) {
      all.put("duration", durationSeconds);
    }
    measure(file, all);
    return ProtocolJson.fields(all);
  }

  private void measure(Path file, ObjectNode all) throws IOException {
    java.awt.image.@Nullable BufferedImage image =
        kind().equals("image") ? ImageIO.read(file.toFile()) : null;
    if (image != null) {
      all.put("width", image.getWidth()).put("height", image.getHeight());
    }
  }
}
