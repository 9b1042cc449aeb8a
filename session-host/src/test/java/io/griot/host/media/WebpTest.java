package io.griot.host.media;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.griot.contract.Json;
import io.griot.host.media.Webp.Chunk;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WebpTest {
  private static final byte[] EXIF = "label".getBytes(US_ASCII);

  @Test
  void measuresEachKindOfPicture() {
    assertThat(read(lossy(512, 300)).width()).isEqualTo(512);
    assertThat(read(lossy(512, 300)).height()).isEqualTo(300);
    assertThat(read(lossless(511, 17)).width()).isEqualTo(511);
    assertThat(read(lossless(511, 17)).height()).isEqualTo(17);
    assertThat(read(lossless(511, 17)).transparent()).isTrue();
  }

  @Test
  void putsALabelBehindThePicture() {
    Webp labelled = read(read(lossless(512, 512)).with(EXIF));

    assertThat(labelled.width()).isEqualTo(512);
    assertThat(labelled.height()).isEqualTo(512);
    assertThat(labelled.transparent()).isTrue();
    assertThat(names(labelled)).containsExactly("VP8X", "VP8L", "EXIF");
    assertThat(labelled.chunks().getLast().payload()).isEqualTo(EXIF);
  }

  @Test
  void replacesALabel() {
    Webp once = read(read(lossy(512, 512)).with("another".getBytes(US_ASCII)));

    Webp twice = read(once.with(EXIF));

    assertThat(names(twice)).containsExactly("VP8X", "VP8 ", "EXIF");
    assertThat(twice.chunks().getLast().payload()).isEqualTo(EXIF);
  }

  @Test
  void isNothingWhereFilesAreBroken() {
    byte[] whole = lossy(512, 512);
    assertThat(Webp.read(new byte[0])).isEmpty();
    assertThat(Webp.read(new byte[100])).isEmpty();
    for (int length = 0; length < whole.length; length++) {
      assertThat(Webp.read(Arrays.copyOf(whole, length))).isEmpty();
    }
    byte[] endless = whole.clone();
    Arrays.fill(endless, 16, 20, (byte) 0xff);
    assertThat(Webp.read(endless)).isEmpty();
  }

  @Test
  void writesLabelsAsWhatsAppReadsThem() throws Exception {
    ObjectNode options = Json.MAPPER.createObjectNode();
    options.put("stickerName", "Ndolé").put("stickerAuthor", "Awa");
    options.putArray("stickerCategories").add("🎉");

    byte[] exif = StickerLabel.in(options).orElseThrow().exif();

    ByteBuffer tiff = ByteBuffer.wrap(exif).order(ByteOrder.LITTLE_ENDIAN);
    int valueAt = tiff.getInt(18);
    assertThat(tiff.getInt(14)).isEqualTo(exif.length - valueAt);
    String json = new String(exif, valueAt, exif.length - valueAt, UTF_8);
    assertThat(Json.readObject(json).path("sticker-pack-name").asText()).isEqualTo("Ndolé");
    assertThat(Json.readObject(json).path("sticker-pack-publisher").asText()).isEqualTo("Awa");
    assertThat(Json.readObject(json).at("/emojis/0").asText()).isEqualTo("🎉");
    assertThat(StickerLabel.in(Json.MAPPER.createObjectNode())).isEmpty();
  }

  private static List<String> names(Webp webp) {
    return webp.chunks().stream().map(Chunk::name).toList();
  }

  private static Webp read(byte[] file) {
    return Webp.read(file).orElseThrow();
  }

  private static byte[] lossy(int width, int height) {
    byte[] payload =
        ByteBuffer.allocate(10)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(6, (short) width)
            .putShort(8, (short) height)
            .array();
    return file("VP8 ", payload);
  }

  private static byte[] lossless(int width, int height) {
    int bits = 1 << 28 | (height - 1) << 14 | (width - 1);
    byte[] payload =
        ByteBuffer.allocate(11)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 0x2f)
            .putInt(bits)
            .array();
    return file("VP8L", payload);
  }

  private static byte[] file(String chunk, byte[] payload) {
    int padded = payload.length + (payload.length & 1);
    return ByteBuffer.allocate(20 + padded)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(US_ASCII))
        .putInt(12 + padded)
        .put("WEBP".getBytes(US_ASCII))
        .put(chunk.getBytes(US_ASCII))
        .putInt(payload.length)
        .put(payload)
        .array();
  }
}
