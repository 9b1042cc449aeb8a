package io.griot.host.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A sticker's pack name, author and emojis. WhatsApp stores them as JSON in an EXIF field of the
 * picture.
 *
 * @param name of the pack
 * @param author of the pack
 * @param categories emojis that the sticker stands for
 */
record StickerLabel(String name, String author, List<String> categories) {
  /**
   * Offset of the value. The TIFF header is followed by a directory of one field, then by the
   * field's value.
   */
  private static final int VALUE_AT = 22;

  private static final short FIELD = 0x5741;
  private static final short UNDEFINED = 7;

  StickerLabel {
    categories = List.copyOf(categories);
  }

  /** Reads the label from the options; empty when none of its fields is set. */
  static Optional<StickerLabel> in(JsonNode options) {
    StickerLabel label =
        new StickerLabel(
            options.path("stickerName").asText(""),
            options.path("stickerAuthor").asText(""),
            options.path("stickerCategories").valueStream().map(JsonNode::asText).toList());
    boolean isEmpty = label.name.isEmpty() && label.author.isEmpty() && label.categories.isEmpty();
    return isEmpty ? Optional.empty() : Optional.of(label);
  }

  /** The label as EXIF: TIFF, little-endian. */
  byte[] exif() {
    byte[] json = json().toString().getBytes(UTF_8);
    return ByteBuffer.allocate(VALUE_AT + json.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {'I', 'I', 42, 0})
        .putInt(8)
        .putShort((short) 1)
        .putShort(FIELD)
        .putShort(UNDEFINED)
        .putInt(json.length)
        .putInt(VALUE_AT)
        .put(json)
        .array();
  }

  private ObjectNode json() {
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("sticker-pack-id", packId())
            .put("sticker-pack-name", name)
            .put("sticker-pack-publisher", author);
    categories.forEach(json.putArray("emojis")::add);
    return json;
  }

  /** Stickers with the same name and author belong to the same pack. */
  private String packId() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest((name + '\n' + author).getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
