package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * The caller's options for sending a message's media. {@code sticker} takes precedence over {@code
 * document}, and {@code document} over the rest.
 *
 * @param voice send sound as a voice message
 * @param gif send a video as a looping one without sound
 * @param hd allow a larger picture size
 * @param label the sticker's pack name, author and emojis
 */
record SendOptions(
    boolean sticker,
    boolean document,
    boolean voice,
    boolean gif,
    boolean hd,
    Optional<StickerLabel> label) {

  /**
   * Reads the options of a request. The schema marks them with {@code x-media-options}.
   *
   * @return empty for operations without such options: they use media for something else than
   *     messages
   */
  static Optional<SendOptions> in(JsonNode schema, JsonNode arguments) {
    return schema.path("properties").properties().stream()
        .filter(property -> property.getValue().path("x-media-options").asBoolean())
        .map(Map.Entry::getKey)
        .findFirst()
        .map(name -> of(arguments.path(name)));
  }

  private static SendOptions of(JsonNode options) {
    return new SendOptions(
        options.path("sendMediaAsSticker").asBoolean(),
        options.path("sendMediaAsDocument").asBoolean(),
        options.path("sendAudioAsVoice").asBoolean(),
        options.path("sendVideoAsGif").asBoolean(),
        options.path("sendMediaAsHd").asBoolean(),
        StickerLabel.in(options));
  }
}
