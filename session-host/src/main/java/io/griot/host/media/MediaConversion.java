package io.griot.host.media;

import io.griot.contract.SessionId;
import io.griot.host.media.Recipe.Sound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes files what WhatsApp takes of each kind, and leaves alone what is so already: that costs a
 * look at the file, or nothing. Thread-safe.
 */
final class MediaConversion {
  private final Ffmpeg ffmpeg;
  private final Stickers stickers;
  private final ConversionLimits limits;

  MediaConversion(Ffmpeg ffmpeg, ConversionLimits limits) {
    this.ffmpeg = ffmpeg;
    this.stickers = new Stickers(ffmpeg);
    this.limits = limits;
  }

  /**
   * A file that arrived.
   *
   * @param mimetype as its sender says
   * @param session whose it is
   */
  record Arrived(Path file, String mimetype, SessionId session) {
    boolean isA(String family) {
      return mimetype.toLowerCase(Locale.ROOT).startsWith(family + "/");
    }

    boolean isSound() {
      return isA("audio") || mimetype.equalsIgnoreCase("application/ogg");
    }

    boolean isGif() {
      return mimetype.toLowerCase(Locale.ROOT).startsWith("image/gif");
    }
  }

  /**
   * What a file is now.
   *
   * @param extension of its name, when it must be another
   * @param duration of sound and video; zero where nobody looked
   */
  record Fit(String mimetype, Optional<String> extension, Duration duration) {
    static Fit as(String mimetype) {
      return new Fit(mimetype, Optional.empty(), Duration.ZERO);
    }
  }

  /** The file is not what it should be; the message says so, for its sender. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitException(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * Makes one file fit, in its place.
   *
   * @throws UnfitException when it is nothing to make that of
   * @throws IOException when it takes too long, or the disk refuses
   */
  Fit fit(Arrived arrived, SendWishes wishes)
      throws UnfitException, IOException, InterruptedException {
    if (wishes.sticker()) {
      return stickers.fit(arrived, wishes.label());
    }
    if (wishes.document()) {
      return Fit.as(arrived.mimetype);
    }
    if (arrived.isSound()) {
      return wishes.voice() ? voice(arrived) : sound(arrived);
    }
    if (arrived.isA("video") || (arrived.isGif() && wishes.gif())) {
      return video(arrived, wishes);
    }
    return arrived.isA("image") ? picture(arrived) : Fit.as(arrived.mimetype);
  }

  private Fit voice(Arrived arrived) throws UnfitException, IOException, InterruptedException {
    Probe probe = soundIn(arrived);
    Recipe recipe = Recipe.voice();
    boolean isMono = probe.audio().filter(audio -> audio.channels() == 1).isPresent();
    return isMono && SoundFormat.of(probe).filter(SoundFormat.OPUS::equals).isPresent()
        ? new Fit(recipe.mimetype(), Optional.empty(), probe.duration())
        : made(arrived, recipe, probe.duration());
  }

  private Fit sound(Arrived arrived) throws UnfitException, IOException, InterruptedException {
    Probe probe = soundIn(arrived);
    Optional<SoundFormat> known = SoundFormat.of(probe);
    return known.isPresent()
        ? new Fit(known.get().mimetype(), Optional.empty(), probe.duration())
        : made(arrived, Recipe.sound(), probe.duration());
  }

  private Probe soundIn(Arrived arrived) throws UnfitException, IOException, InterruptedException {
    Optional<Probe> probe = ffmpeg.probe(arrived.session, arrived.file);
    if (probe.flatMap(Probe::audio).isEmpty()) {
      throw new UnfitException("is not sound that can be read");
    }
    if (probe.get().duration().compareTo(limits.maxAudio()) > 0) {
      throw new UnfitException("is longer than " + limits.maxAudio().toMinutes() + " minutes");
    }
    return probe.get();
  }

  private Fit video(Arrived arrived, SendWishes wishes)
      throws UnfitException, IOException, InterruptedException {
    Optional<Probe> probed = ffmpeg.probe(arrived.session, arrived.file);
    Probe probe =
        probed
            .filter(found -> found.video().isPresent())
            .orElseThrow(() -> new UnfitException("is not a video that can be read"));
    Sound sound = soundOf(probe, wishes);
    boolean keepsPictures = probe.video().filter(Probe.Video::isPlayable).isPresent();
    boolean keepsSound = sound == Sound.KEEP || probe.audio().isEmpty();
    if (probe.isMp4() && keepsPictures && keepsSound) {
      return new Fit("video/mp4", Optional.empty(), probe.duration());
    }
    if (!keepsPictures && probe.duration().compareTo(limits.maxVideo()) > 0) {
      throw new UnfitException(
          "is longer than %d minutes, and so must be MP4 with H.264 and AAC"
              .formatted(limits.maxVideo().toMinutes()));
    }
    return made(arrived, Recipe.video(keepsPictures, sound, wishes.hd()), probe.duration());
  }

  private static Sound soundOf(Probe probe, SendWishes wishes) {
    if (wishes.gif() || probe.audio().isEmpty()) {
      return Sound.NONE;
    }
    return probe.audio().filter(audio -> audio.codec().equals("aac")).isPresent()
        ? Sound.KEEP
        : Sound.ANEW;
  }

  /** The page itself reads what browsers know, and says when it cannot. */
  private Fit picture(Arrived arrived) throws UnfitException, IOException, InterruptedException {
    if (PictureFormat.of(arrived.file) != PictureFormat.UNKNOWN) {
      return Fit.as(arrived.mimetype);
    }
    Recipe recipe = Recipe.picture();
    if (!ffmpeg.convert(arrived.session, arrived.file, recipe)) {
      throw new UnfitException("is not an image that can be read");
    }
    return new Fit(recipe.mimetype(), Optional.of(recipe.extension()), Duration.ZERO);
  }

  private Fit made(Arrived arrived, Recipe recipe, Duration duration)
      throws UnfitException, IOException, InterruptedException {
    if (!ffmpeg.convert(arrived.session, arrived.file, recipe)) {
      throw new UnfitException("cannot be converted to " + recipe.mimetype());
    }
    return new Fit(recipe.mimetype(), Optional.of(recipe.extension()), duration);
  }
}
