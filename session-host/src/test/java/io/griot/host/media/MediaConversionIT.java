package io.griot.host.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.griot.contract.SessionId;
import io.griot.host.browser.Spawner;
import io.griot.host.media.MediaConversion.Arrived;
import io.griot.host.media.MediaConversion.Converted;
import io.griot.host.media.MediaConversion.UnfitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MediaConversionIT {
  private static final SessionId SESSION = new SessionId("a".repeat(26));
  private static final SendOptions PLAIN = options(false, false, false);
  private static final SendOptions VOICE = options(false, true, false);
  private static final SendOptions GIF = options(false, false, true);
  private static final SendOptions STICKER = options(true, false, false);

  @TempDir Path samples;
  @TempDir Path folder;
  private final Spawner spawner = new Spawner();
  private Ffmpeg ffmpeg;
  private MediaConversion conversion;

  private static SendOptions options(boolean sticker, boolean voice, boolean gif) {
    return new SendOptions(sticker, false, voice, gif, false, Optional.empty());
  }

  @BeforeEach
  void findFfmpeg() {
    ffmpeg = with(ConversionLimits.STANDARD);
    conversion = new MediaConversion(ffmpeg, ConversionLimits.STANDARD);
  }

  private Ffmpeg with(ConversionLimits limits) {
    FfmpegPrograms programs =
        new FfmpegPrograms(Path.of("/usr/bin/ffmpeg"), Path.of("/usr/bin/ffprobe"));
    return new Ffmpeg(spawner, programs, limits, 1);
  }

  @AfterEach
  void leavesNothingBehind() throws IOException {
    spawner.close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsOnly("media");
    }
  }

  @Test
  void makesAVoiceMessageOfAnySound() throws Exception {
    Path file = arrive(Samples.sound(samples.resolve("a.mp3"), 3, "-ac 2"));

    Converted fit = conversion.fit(new Arrived(file, "audio/mpeg", SESSION), VOICE);

    assertThat(fit.mimetype()).isEqualTo("audio/ogg; codecs=opus");
    assertThat(fit.extension()).contains("ogg");
    assertThat(fit.duration()).isBetween(Duration.ofMillis(2900), Duration.ofMillis(3200));
    assertThat(SoundFormat.of(probe(file))).contains(SoundFormat.OPUS);
    assertThat(probe(file).audio().orElseThrow().channels()).isEqualTo(1);
  }

  @Test
  void leavesAVoiceMessageAlone() throws Exception {
    Path file = arrive(Samples.sound(samples.resolve("a.ogg"), 2, "-c:a libopus -ac 1"));

    Converted fit = fitUntouched(file, "audio/ogg", VOICE);

    assertThat(fit.mimetype()).isEqualTo("audio/ogg; codecs=opus");
  }

  @Test
  void convertsSoundThatPhonesDoNotPlay() throws Exception {
    Path wav = arrive(Samples.sound(samples.resolve("a.wav"), 1, "-c:a pcm_s16le"));
    assertThat(conversion.fit(new Arrived(wav, "audio/wav", SESSION), PLAIN).mimetype())
        .isEqualTo("audio/mp4");
    assertThat(SoundFormat.of(probe(wav))).contains(SoundFormat.MP4);

    Path mp3 = arrive(Samples.sound(samples.resolve("a.mp3"), 1, "-ac 2"));
    assertThat(fitUntouched(mp3, "audio/mp3", PLAIN).mimetype()).isEqualTo("audio/mpeg");
  }

  @Test
  void leavesAVideoAloneThatEveryPhonePlays() throws Exception {
    Path file =
        arrive(Samples.video(samples.resolve("a.mp4"), "320x240", 1, "-pix_fmt yuv420p -c:a aac"));

    assertThat(fitUntouched(file, "video/mp4", PLAIN).extension()).isEmpty();
  }

  @Test
  void makesAnyVideoOneThatEveryPhonePlays() throws Exception {
    String webm = "-c:v libvpx -deadline realtime -c:a libvorbis";
    Path file = arrive(Samples.video(samples.resolve("a.webm"), "1601x901", 1, webm));

    Converted fit = conversion.fit(new Arrived(file, "video/webm", SESSION), PLAIN);

    assertThat(fit.extension()).contains("mp4");
    Probe made = probe(file);
    assertThat(made.isMp4()).isTrue();
    assertThat(made.video().orElseThrow().isPlayable()).isTrue();
    assertThat(made.video().orElseThrow().width()).isEqualTo(1280);
    assertThat(made.audio().orElseThrow().codec()).isEqualTo("aac");
  }

  @Test
  void keepsThePicturesOfAVideoInAnotherContainer() throws Exception {
    Path source =
        Samples.video(samples.resolve("a.mov"), "320x240", 1, "-pix_fmt yuv420p -c:a pcm_s16le");
    Path file = arrive(source);

    conversion.fit(new Arrived(file, "video/quicktime", SESSION), PLAIN);

    assertThat(probe(file).isMp4()).isTrue();
    assertThat(probe(file).audio().orElseThrow().codec()).isEqualTo("aac");
    assertThat(pictures(file)).isEqualTo(pictures(source));
  }

  @Test
  void takesTheSoundOffWhatPlaysAsAGif() throws Exception {
    Path video =
        arrive(Samples.video(samples.resolve("a.mp4"), "320x240", 1, "-pix_fmt yuv420p -c:a aac"));
    conversion.fit(new Arrived(video, "video/mp4", SESSION), GIF);
    assertThat(probe(video).audio()).isEmpty();

    Path gif = arrive(Samples.picture(samples.resolve("a.gif"), "101x77", "-an"));
    assertThat(conversion.fit(new Arrived(gif, "image/gif", SESSION), GIF).mimetype())
        .isEqualTo("video/mp4");
    assertThat(probe(gif).video().orElseThrow().isPlayable()).isTrue();
  }

  @Test
  void makesAMovingStickerOfAVideo() throws Exception {
    Path file =
        arrive(Samples.video(samples.resolve("a.mp4"), "320x240", 8, "-pix_fmt yuv420p -c:a aac"));

    Converted fit = conversion.fit(new Arrived(file, "video/mp4", SESSION), STICKER);

    assertThat(fit.mimetype()).isEqualTo("image/webp");
    Webp sticker = Webp.read(Files.readAllBytes(file)).orElseThrow();
    assertThat(sticker.animated()).isTrue();
    assertThat(sticker.width()).isEqualTo(512);
    assertThat(sticker.height()).isEqualTo(512);
    assertThat(Files.size(file)).isLessThan(1 << 20);
  }

  @Test
  void writesWhoMadeASticker() throws Exception {
    StickerLabel label = new StickerLabel("Ndolé", "Awa", List.of("🎉"));
    SendOptions labelled = new SendOptions(true, false, false, false, false, Optional.of(label));
    Path file = arrive(Samples.picture(samples.resolve("a.png"), "300x200", "-pix_fmt rgba"));

    conversion.fit(new Arrived(file, "image/png", SESSION), labelled);

    Webp sticker = Webp.read(Files.readAllBytes(file)).orElseThrow();
    assertThat(sticker.width()).isEqualTo(512);
    assertThat(sticker.transparent()).isTrue();
    byte[] exif = sticker.chunks().getLast().payload();
    assertThat(new String(exif, UTF_8)).startsWith("II").contains("Ndolé").contains("🎉");
    // Converting it again only replaces the label.
    byte[] once = Files.readAllBytes(file);
    conversion.fit(new Arrived(file, "image/webp", SESSION), labelled);
    assertThat(Files.readAllBytes(file)).isEqualTo(once);
  }

  @Test
  void makesAPictureOfWhatBrowsersDoNotKnow() throws Exception {
    Path file = arrive(Samples.picture(samples.resolve("a.tiff"), "64x48", "-an"));

    Converted fit = conversion.fit(new Arrived(file, "image/tiff", SESSION), PLAIN);

    assertThat(fit.mimetype()).isEqualTo("image/jpeg");
    assertThat(PictureFormat.of(file)).isEqualTo(PictureFormat.OTHER_KNOWN);
  }

  @Test
  void refusesWhatIsNoMedia() throws Exception {
    Path file = Files.write(folder.resolve("media"), new byte[5000]);
    for (SendOptions options : List.of(PLAIN, VOICE, GIF, STICKER)) {
      for (String type : List.of("video/mp4", "audio/mpeg", "image/tiff")) {
        assertThatThrownBy(() -> conversion.fit(new Arrived(file, type, SESSION), options))
            .isInstanceOf(UnfitException.class)
            .hasMessageMatching("is not (sound|a video|an image) that can be read|is neither.*");
      }
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(new byte[5000]);
  }

  @Test
  void opensNoOtherFileThanTheOneThatCame() throws Exception {
    Path secret = Samples.sound(samples.resolve("secret.ts"), 1, "-c:a aac");
    for (String list :
        List.of(
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://" + secret + "\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile '" + secret + "'\n")) {
      Path file = Files.writeString(folder.resolve("media"), list);
      assertThat(ffmpeg.probe(SESSION, file)).isEmpty();
      assertThat(ffmpeg.convert(SESSION, file, Recipe.voice())).isFalse();
    }
  }

  @Test
  void refusesPicturesThatWouldFillTheMemory() throws Exception {
    Path file = arrive(Samples.picture(samples.resolve("a.tiff"), "8000x6000", "-an"));

    assertThatThrownBy(() -> conversion.fit(new Arrived(file, "image/tiff", SESSION), PLAIN))
        .isInstanceOf(UnfitException.class);
  }

  @Test
  void givesUpAfterItsTime() throws Exception {
    ConversionLimits hurried =
        new ConversionLimits(
            Duration.ofMinutes(2),
            Duration.ofMillis(50),
            Duration.ofSeconds(60),
            512L << 20,
            100L << 20,
            40_000_000,
            Duration.ofMinutes(5),
            Duration.ofHours(1));
    Path file =
        arrive(
            Samples.video(
                samples.resolve("a.webm"),
                "640x480",
                2,
                "-c:v libvpx -deadline realtime -cpu-used 8 -an"));

    assertThatThrownBy(() ->
            with(hurried).convert(SESSION, file, Recipe.video(false, Recipe.Sound.NONE, false)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("not done within");
  }

  private Path arrive(Path sample) throws IOException {
    Path file = folder.resolve("media");
    Files.deleteIfExists(file);
    return Files.copy(sample, file);
  }

  private Converted fitUntouched(Path file, String mimetype, SendOptions options) throws Exception {
    byte[] before = Files.readAllBytes(file);
    Converted fit = conversion.fit(new Arrived(file, mimetype, SESSION), options);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    return fit;
  }

  private Probe probe(Path file) throws IOException, InterruptedException {
    return ffmpeg.probe(SESSION, file).orElseThrow();
  }

  /** A digest of a video's encoded frames. */
  private String pictures(Path file) throws IOException, InterruptedException {
    String arguments = "-i " + file + " -map 0:v:0 -c copy -bsf:v h264_mp4toannexb -f md5";
    return Files.readString(Samples.make(samples.resolve("md5"), arguments));
  }
}
