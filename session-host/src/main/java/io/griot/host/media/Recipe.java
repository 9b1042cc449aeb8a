package io.griot.host.media;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * ffmpeg arguments that produce a file which WhatsApp accepts on every phone.
 *
 * @param arguments output arguments for ffmpeg
 * @param mimetype of the result
 * @param extension of the result's name, without dot
 */
record Recipe(List<String> arguments, String mimetype, String extension) {
  private static final int MAX_SIDE = 1280;
  private static final int MAX_SIDE_HD = 1920;
  private static final String STICKER =
      "scale=512:512:force_original_aspect_ratio=decrease,format=rgba,"
          + "pad=512:512:(ow-iw)/2:(oh-ih)/2:color=black@0,setsar=1";

  /** The length of an animated sticker: the first five seconds, as in the original API. */
  private static final String STICKER_SECONDS = "5";

  Recipe {
    arguments = List.copyOf(arguments);
  }

  /**
   * A voice message: Opus in Ogg, mono. A little silence is appended, for two reasons: browsers
   * drop the encoder's pre-skip, and wa-js counts whole seconds only.
   */
  static Recipe voice() {
    return new Recipe(
        words(
            "-map 0:a:0 -af apad=pad_dur=0.05 -c:a libopus -application voip -b:a 32k -ac 1"
                + " -ar 48000 -f ogg"),
        "audio/ogg; codecs=opus",
        "ogg");
  }

  /** Sound other than voice messages: AAC in MP4. */
  static Recipe sound() {
    return new Recipe(
        words("-map 0:a:0 -c:a aac -b:a 128k -ac 2 -ar 44100 -movflags +faststart -f mp4"),
        "audio/mp4",
        "m4a");
  }

  /**
   * A video: H.264 and AAC in MP4. The index comes first, so that playback starts before the
   * download has ended.
   *
   * @param keepsPictures whether the video stream is copied instead of encoded
   * @param sound what is done with the audio stream
   */
  static Recipe video(boolean keepsPictures, Sound sound, boolean hd) {
    List<String> arguments = new ArrayList<>(words("-map 0:v:0"));
    arguments.addAll(keepsPictures ? words("-c:v copy") : pictures(hd ? MAX_SIDE_HD : MAX_SIDE));
    arguments.addAll(
        switch (sound) {
          case NONE -> words("-an");
          case KEEP -> words("-map 0:a:0 -c:a copy");
          case ANEW -> words("-map 0:a:0 -c:a aac -b:a 128k -ac 2 -ar 44100");
        });
    arguments.addAll(words("-movflags +faststart -f mp4"));
    return new Recipe(arguments, "video/mp4", "mp4");
  }

  /** The treatment of a video's audio stream. */
  enum Sound {
    NONE,
    KEEP,
    ANEW
  }

  private static List<String> pictures(int maxSide) {
    String size =
        "scale=w='min(%1$d,iw)':h='min(%1$d,ih)'".formatted(maxSide)
            + ":force_original_aspect_ratio=decrease:force_divisible_by=2,setsar=1,format=yuv420p";
    return Stream.concat(
            Stream.of("-vf", size),
            words("-fpsmax 30 -c:v libx264 -preset veryfast -crf 26 -profile:v main").stream())
        .toList();
  }

  /** Converts a picture that browsers cannot read to JPEG. */
  static Recipe picture() {
    return new Recipe(words("-frames:v 1 -c:v mjpeg -q:v 2 -f mjpeg"), "image/jpeg", "jpg");
  }

  /** A still sticker. */
  static Recipe sticker() {
    return sticker(
        Stream.concat(Stream.of("-vf", STICKER), words("-frames:v 1 -c:v libwebp -q:v 80").stream())
            .toList());
  }

  /**
   * Recipes of an animated sticker, best quality first. If a result is too large, the next recipe
   * is tried.
   */
  static List<Recipe> movingStickers() {
    return List.of(movingSticker(12, 60), movingSticker(10, 35), movingSticker(8, 10));
  }

  private static Recipe movingSticker(int picturesPerSecond, int quality) {
    List<String> arguments = new ArrayList<>(words("-t " + STICKER_SECONDS + " -vf"));
    arguments.add("fps=" + picturesPerSecond + "," + STICKER);
    arguments.addAll(words("-c:v libwebp_anim -loop 0 -compression_level 4 -q:v " + quality));
    return sticker(arguments);
  }

  private static Recipe sticker(List<String> arguments) {
    List<String> all = Stream.concat(arguments.stream(), words("-an -f webp").stream()).toList();
    return new Recipe(all, "image/webp", "webp");
  }

  private static List<String> words(String line) {
    return List.of(line.split(" ", -1));
  }
}
