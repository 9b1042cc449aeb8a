package io.griot.local.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.griot.contract.FailureCode;
import io.griot.local.client.Phone;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sent and received files. */
@ExtendWith(StageExtension.class)
class MediaContractE2E {

  @Test
  @Exercises("clientSendMessage")
  void sendsAnImageWithItsCaption(Stage stage) {
    Phone reader = stage.newPhone("Image");

    JsonNode message =
        Messages.sendFile(
            stage, reader, media("image/png", SampleFiles.png(40, 30)), Map.of("caption", "Bag"));

    assertThat(message.path("type").asText()).isEqualTo("image");
    assertThat(message.path("hasMedia").asBoolean()).isTrue();
    assertThat(message.path("body").asText()).isEqualTo("Bag");
    JsonNode shown = received(stage, reader, message);
    assertThat(shown.at("/attributes/caption").asText()).isEqualTo("Bag");
    BufferedImage image =
        SampleFiles.image(reader.file(stage.shop.lid(), shown.path("id").asText()));
    assertThat(image.getWidth()).isEqualTo(40);
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsATextAsTheCaptionOfItsMedia(Stage stage) {
    Phone reader = stage.newPhone("Caption");

    JsonNode message =
        stage
            .call(
                "clientSendMessage",
                Map.of(
                    "chatId",
                    reader.id(),
                    "contentType",
                    "string",
                    "content",
                    "Our new bag",
                    "options",
                    Map.of("media", media("image/png", SampleFiles.png(20, 20)))))
            .path("message");

    assertThat(message.path("type").asText()).isEqualTo("image");
    assertThat(message.path("body").asText()).isEqualTo("Our new bag");
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsADocumentByteForByte(Stage stage) {
    Phone reader = stage.newPhone("Document");
    byte[] bytes = SampleFiles.noise(300_000);
    Map<String, Object> invoice = new HashMap<>(media("application/pdf", bytes));
    invoice.put("filename", "facture 12.pdf");

    JsonNode message = Messages.sendFile(stage, reader, invoice, Map.of());

    assertThat(message.path("type").asText()).isEqualTo("document");
    JsonNode shown = received(stage, reader, message);
    assertThat(shown.at("/attributes/filename").asText()).isEqualTo("facture 12.pdf");
    assertThat(reader.file(stage.shop.lid(), shown.path("id").asText())).isEqualTo(bytes);
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAVoiceMessageWithItsWaveform(Stage stage) {
    Phone reader = stage.newPhone("Voice");

    JsonNode message =
        Messages.sendFile(
            stage,
            reader,
            media("audio/wav", SampleFiles.wav(2)),
            Map.of("sendAudioAsVoice", true));

    assertThat(message.path("type").asText()).isEqualTo("ptt");
    assertThat(message.path("duration").asInt()).isEqualTo(2);
    assertThat(message.at("/_data/waveform")).hasSize(64);
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsAnImageAsAStickerOrAsADocument(Stage stage) {
    Phone reader = stage.newPhone("Sticker");
    Map<String, Object> image = media("image/png", SampleFiles.png(40, 30));

    JsonNode sticker = Messages.sendFile(stage, reader, image, Map.of("sendMediaAsSticker", true));
    JsonNode document =
        Messages.sendFile(stage, reader, image, Map.of("sendMediaAsDocument", true));

    assertThat(sticker.path("type").asText()).isEqualTo("sticker");
    assertThat(sticker.at("/_data/mimetype").asText()).isEqualTo("image/webp");
    assertThat(document.path("type").asText()).isEqualTo("document");
  }

  @Test
  @Exercises("clientSendMessage")
  void sendsWhatAnAddressLeadsTo(Stage stage) throws IOException {
    Phone reader = stage.newPhone("From an address");
    byte[] bytes = SampleFiles.noise(3_000_000);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/catalogue",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/zip");
          exchange
              .getResponseHeaders()
              .add("Content-Disposition", "attachment; filename=\"été.zip\"");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      JsonNode message =
          stage.call("clientSendMessage", fromUrl(reader, url + "/catalogue")).path("message");
      String error =
          stage.fails(
              "clientSendMessage", FailureCode.INVALID_FIELD, fromUrl(reader, url + "/nothing"));

      JsonNode shown = received(stage, reader, message);
      assertThat(shown.at("/attributes/mimetype").asText()).isEqualTo("application/zip");
      assertThat(shown.at("/attributes/filename").asText()).endsWith(".zip");
      assertThat(reader.file(stage.shop.lid(), shown.path("id").asText())).isEqualTo(bytes);
      assertThat(error).isEqualTo("content: cannot be fetched: its server answers 404");
    } finally {
      server.stop(0);
    }
  }

  private static Map<String, ?> fromUrl(Phone to, String url) {
    return Map.of("chatId", to.id(), "contentType", "MessageMediaFromURL", "content", url);
  }

  @Test
  @Exercises("clientSendMessage")
  void refusesToFetchFromInside(Stage stage) {
    for (String url : List.of("http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/x")) {
      assertThat(
              stage.fails(
                  "clientSendMessage", FailureCode.INVALID_FIELD, fromUrl(stage.customer, url)))
          .isEqualTo("content: is not on the public internet");
    }
  }

  @Test
  @Exercises("clientSendMessage")
  void refusesWhatIsNoFile(Stage stage) {
    String error =
        stage.fails(
            "clientSendMessage",
            FailureCode.INVALID_FIELD,
            Map.of(
                "chatId",
                stage.customer.id(),
                "contentType",
                "MessageMedia",
                "content",
                Map.of("mimetype", "image/png", "data", "no base64!")));

    assertThat(error).isEqualTo("content.data: must be base64");
  }

  private static Map<String, Object> media(String mimetype, byte[] bytes) {
    return Map.of("mimetype", mimetype, "data", SampleFiles.base64(bytes));
  }

  private static JsonNode received(Stage stage, Phone reader, JsonNode message) {
    JsonNode shown = reader.conversation(stage.shop.lid()).getLast();
    assertThat(shown.path("id")).isEqualTo(message.at("/id/id"));
    return shown;
  }
}
