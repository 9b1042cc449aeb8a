package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * As what a message's media are to be sent, by the API's own options. A sticker comes before a
 * document, and either before the rest.
 *
 * @param voice sound as a voice message
 * @param gif a video as one that plays by itself, without sound
 * @param hd larger than usual
 * @param label what a sticker says of itself
 */
record SendWishes(
    boolean sticker,
    boolean document,
    boolean voice,
    boolean gif,
    boolean hd,
    Optional<StickerLabel> label) {

  /**
   * What a request wishes, where its schema marks an object with {@code x-media-options}; nothing
   * for an operation that has no such object, which uses media for something else.
   */
  static Optional<SendWishes> in(JsonNode schema, JsonNode arguments) {
    return schema.path("properties").properties().stream()
        .filter(property -> property.getValue().path("x-media-options").asBoolean())
        .map(Map.Entry::getKey)
        .findFirst()
        .map(name -> of(arguments.path(name)));
  }

  private static SendWishes of(JsonNode options) {
    return new SendWishes(
        options.path("sendMediaAsSticker").asBoolean(),
        options.path("sendMediaAsDocument").asBoolean(),
        options.path("sendAudioAsVoice").asBoolean(),
        options.path("sendVideoAsGif").asBoolean(),
        options.path("sendMediaAsHd").asBoolean(),
        StickerLabel.in(options));
  }
}
