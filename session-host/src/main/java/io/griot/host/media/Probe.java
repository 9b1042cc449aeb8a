package io.griot.host.media;

import com.fasterxml.jackson.databind.JsonNode;
import io.griot.contract.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * ffprobe's report on a file.
 *
 * @param formats names of the container; one container has several
 * @param brand major brand of an MP4-like file, without spaces; empty for others
 * @param duration zero when unknown
 */
record Probe(
    List<String> formats,
    String brand,
    Duration duration,
    Optional<Video> video,
    Optional<Audio> audio) {

  /** The entries to request from ffprobe. */
  static final String ENTRIES =
      "format=format_name,duration:format_tags=major_brand"
          + ":stream=codec_type,codec_name,pix_fmt,width,height,channels"
          + ":stream_disposition=attached_pic";

  Probe {
    formats = List.copyOf(formats);
  }

  /** The video stream. */
  record Video(String codec, String pixelFormat, long width, long height) {
    /** Whether every phone can play it. */
    boolean isPlayable() {
      return codec.equals("h264")
          && (pixelFormat.equals("yuv420p") || pixelFormat.equals("yuvj420p"));
    }
  }

  /** The audio stream. */
  record Audio(String codec, long channels) {}

  boolean isIn(String format) {
    return formats.contains(format);
  }

  /**
   * Whether it is plain MP4. Phones may not open QuickTime and 3GP, which use the same container.
   */
  boolean isMp4() {
    return isIn("mp4") && !brand.equals("qt") && !brand.startsWith("3g");
  }

  /** Reads ffprobe's JSON. The cover picture of a song does not count as video. */
  static Probe of(String json) {
    JsonNode all = Json.readObject(json);
    List<JsonNode> streams =
        StreamSupport.stream(all.path("streams").spliterator(), false)
            .filter(stream -> stream.at("/disposition/attached_pic").asInt() == 0)
            .toList();
    JsonNode format = all.path("format");
    return new Probe(
        List.of(format.path("format_name").asText().split(",", -1)),
        format.at("/tags/major_brand").asText().strip(),
        duration(format.path("duration").asText()),
        first(streams, "video")
            .map(stream ->
                new Video(
                    stream.path("codec_name").asText(),
                    stream.path("pix_fmt").asText(),
                    stream.path("width").asLong(),
                    stream.path("height").asLong())),
        first(streams, "audio")
            .map(stream ->
                new Audio(stream.path("codec_name").asText(), stream.path("channels").asLong())));
  }

  private static Optional<JsonNode> first(List<JsonNode> streams, String type) {
    return streams.stream()
        .filter(stream -> stream.path("codec_type").asText().equals(type))
        .findFirst();
  }

  private static Duration duration(String seconds) {
    return seconds.matches("\\d{1,9}(\\.\\d+)?")
        ? Duration.ofMillis((long) (Double.parseDouble(seconds) * 1000))
        : Duration.ZERO;
  }
}
