package io.griot.local.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that must be converted for WhatsApp, and the form in which they are sent. */
@ExtendWith(StageExtension.class)
class ConversionContractE2E {
  private static final String MP4 = "-pix_fmt yuv420p -c:a aac -movflags +faststart -f mp4";
  private static final String WEBM = "-c:v libvpx -deadline realtime -c:a libvorbis -f webm";

  /** A message on the recipient's phone, with its file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Received(JsonNode message, byte[] file) {
    JsonNode attribute(String name) {
      return message.path("attributes").path(name);
    }

    /** Whether the file contains the bytes of this name. */
    boolean has(String name) {
      return new String(file, ISO_8859_1).contains(name);
    }
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAVideoByteForByteThatEveryPhonePlays(Stage stage) {
    byte[] video = SampleFiles.moving(MP4);

    Received received = send(stage, "Video", "video/mp4", video, Map.of("caption", "Look"));

    assertThat(received.message.path("type").asText()).isEqualTo("video");
    assertThat(received.attribute("mimetype").asText()).isEqualTo("video/mp4");
    assertThat(received.attribute("duration").asInt()).isEqualTo(2);
    assertThat(received.attribute("width").asInt()).isEqualTo(320);
    assertThat(received.attribute("caption").asText()).isEqualTo("Look");
    // A JPEG in base64: the preview that is shown until the file is loaded.
    assertThat(received.message.path("body").asText()).startsWith("/9j/");
    assertThat(received.file).isEqualTo(video);
  }

  @Test
  @Exercises("clientSendMessage")
  void convertsAVideoThatNotEveryPhonePlays(Stage stage) {
    Received received =
        send(stage, "WebM", "video/webm", SampleFiles.moving(WEBM), Map.of("isViewOnce", true));

    assertThat(received.attribute("mimetype").asText()).isEqualTo("video/mp4");
    assertThat(received.has("ftyp")).isTrue();
    assertThat(received.attribute("duration").asInt()).isEqualTo(2);
    assertThat(received.attribute("isViewOnce").asBoolean()).isTrue();
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsVideosAndGifsThatPlayByThemselves(Stage stage) {
    byte[] gif = SampleFiles.moving("-an -f gif");
    for (Map.Entry<String, byte[]> file :
        List.of(Map.entry("video/mp4", SampleFiles.moving(MP4)), Map.entry("image/gif", gif))) {
      Received received =
          send(stage, "GIF", file.getKey(), file.getValue(), Map.of("sendVideoAsGif", true));

      assertThat(received.message.path("type").asText()).isEqualTo("video");
      assertThat(received.attribute("isGif").asBoolean()).isTrue();
      assertThat(received.has("ftyp")).isTrue();
      assertThat(received.has("soun")).isFalse();
    }
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAnySoundAsAVoiceMessage(Stage stage) {
    byte[] mp3 = SampleFiles.tone(3, "-f mp3");
    Map<String, ?> options = Map.of("sendAudioAsVoice", true, "isViewOnce", true);

    Received received = send(stage, "Voice of MP3", "audio/mpeg", mp3, options);

    assertThat(received.message.path("type").asText()).isEqualTo("ptt");
    assertThat(received.attribute("mimetype").asText()).isEqualTo("audio/ogg; codecs=opus");
    assertThat(received.attribute("duration").asInt()).isEqualTo(3);
    assertThat(received.attribute("waveform")).hasSize(64);
    assertThat(received.attribute("isViewOnce").asBoolean()).isTrue();
    assertThat(received.has("OpusHead")).isTrue();
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsSoundThatEveryPhonePlays(Stage stage) {
    byte[] mp3 = SampleFiles.tone(1, "-f mp3");

    Received asItIs = send(stage, "MP3", "audio/mp3", mp3, Map.of());
    Received converted = send(stage, "WAV", "audio/wav", SampleFiles.wav(1), Map.of());

    assertThat(asItIs.message.path("type").asText()).isEqualTo("audio");
    assertThat(asItIs.attribute("mimetype").asText()).isEqualTo("audio/mpeg");
    assertThat(asItIs.file).isEqualTo(mp3);
    assertThat(converted.attribute("mimetype").asText()).isEqualTo("audio/mp4");
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsStickersWithWhoMadeThem(Stage stage) {
    Map<String, ?> options =
        Map.of(
            "sendMediaAsSticker",
            true,
            "stickerName",
            "Ndolé",
            "stickerAuthor",
            "Awa",
            "stickerCategories",
            List.of("🎉"));

    for (Map.Entry<String, byte[]> file :
        List.of(
            Map.entry("image/png", SampleFiles.png(40, 30)),
            Map.entry("image/gif", SampleFiles.moving("-an -f gif")),
            Map.entry("video/mp4", SampleFiles.moving(MP4)))) {
      Received received = send(stage, "Sticker", file.getKey(), file.getValue(), options);

      assertThat(received.message.path("type").asText()).isEqualTo("sticker");
      assertThat(received.attribute("mimetype").asText()).isEqualTo("image/webp");
      assertThat(new String(received.file, UTF_8))
          .contains("\"sticker-pack-name\":\"Ndolé\"")
          .contains("\"sticker-pack-publisher\":\"Awa\"")
          .contains("\"emojis\":[\"🎉\"]");
      assertThat(received.has("ANMF")).isEqualTo(!file.getKey().equals("image/png"));
      assertThat(received.file.length).isLessThan(1 << 20);
    }
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsLargerImagesInHd(Stage stage) {
    byte[] image = SampleFiles.png(3000, 300);

    Received usual = send(stage, "Usual", "image/png", image, Map.of());
    Received hd = send(stage, "HD", "image/png", image, Map.of("sendMediaAsHd", true));

    assertThat(SampleFiles.image(usual.file).getWidth()).isEqualTo(1600);
    assertThat(SampleFiles.image(hd.file).getWidth()).isEqualTo(2560);
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsImagesThatCanBeOpenedOnce(Stage stage) {
    Received received =
        send(
            stage,
            "Once",
            "image/png",
            SampleFiles.png(30, 20),
            Map.of("isViewOnce", true, "caption", "Only you"));

    assertThat(received.message.path("type").asText()).isEqualTo("image");
    assertThat(received.attribute("isViewOnce").asBoolean()).isTrue();
    assertThat(received.attribute("caption").asText()).isEqualTo("Only you");
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAnythingAsADocumentByteForByte(Stage stage) {
    byte[] video = SampleFiles.moving(WEBM);

    Received received =
        send(stage, "Document", "video/webm", video, Map.of("sendMediaAsDocument", true));

    assertThat(received.message.path("type").asText()).isEqualTo("document");
    assertThat(received.attribute("mimetype").asText()).isEqualTo("video/webm");
    assertThat(received.file).isEqualTo(video);
  }

  @Test
  @Exercises(value = "clientSendMessage", failures = FailureCode.INVALID_FIELD)
  void refusesWhatIsNotWhatItSays(Stage stage) {
    Map<String, ?> sticker = Map.of("sendMediaAsSticker", true);
    Map<String, ?> voice = Map.of("sendAudioAsVoice", true);
    assertThat(refused(stage, "video/mp4", Map.of()))
        .isEqualTo("content: is not a video that can be read");
    assertThat(refused(stage, "audio/mpeg", voice))
        .isEqualTo("content: is not sound that can be read");
    assertThat(refused(stage, "image/png", Map.of()))
        .isEqualTo("content: is not an image that can be read");
    assertThat(refused(stage, "video/mp4", sticker))
        .isEqualTo("content: is not a video that can be read");
    assertThat(refused(stage, "application/pdf", sticker))
        .isEqualTo("content: is neither an image nor a video, which stickers are made of");
  }

  private static String refused(Stage stage, String mimetype, Map<String, ?> options) {
    return stage.fails(
        "clientSendMessage",
        FailureCode.INVALID_FIELD,
        request(stage.customer, mimetype, SampleFiles.noise(4000), options));
  }

  private static Received send(
      Stage stage, String to, String mimetype, byte[] file, Map<String, ?> options) {
    Phone reader = stage.newPhone(to);
    JsonNode sent =
        stage.call("clientSendMessage", request(reader, mimetype, file, options)).path("message");
    JsonNode shown = reader.conversation(stage.shop.lid()).getLast();
    String id = shown.path("id").asText();
    assertThat(id).isEqualTo(sent.at("/id/id").asText());
    return new Received(shown, reader.file(stage.shop.lid(), id));
  }

  private static Map<String, ?> request(
      Phone to, String mimetype, byte[] file, Map<String, ?> options) {
    Map<String, String> content = Map.of("mimetype", mimetype, "data", SampleFiles.base64(file));
    return Map.of(
        "chatId", to.id(), "contentType", "MessageMedia", "content", content, "options", options);
  }
}
