package io.griot.host.media;

import io.griot.contract.SessionId;
import io.griot.host.media.Recipe.Sound;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Converts files to what WhatsApp accepts for each kind of media. An acceptable file is only
 * probed, or not touched at all. Thread-safe; blocks while it converts.
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
   * A file as it arrived.
   *
   * @param mimetype as its sender declared it
   * @param session owner of the file; each session converts one file at a time
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
   * The type of a converted file.
   *
   * @param extension new file name extension, when it changed
   * @param duration length of sound and video; zero when the file was not probed
   */
  record Converted(String mimetype, Optional<String> extension, Duration duration) {
    static Converted as(String mimetype) {
      return new Converted(mimetype, Optional.empty(), Duration.ZERO);
    }
  }

  /** The file cannot be used as requested. The message is shown to the caller. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1;

    UnfitException(String reason) {
      super(reason, null, false, false);
    }
  }

  /**
   * Converts one file in place, if it needs to be converted.
   *
   * @throws UnfitException when the file cannot be made into what was requested
   * @throws IOException when no slot is free in time, the conversion takes too long, or the disk
   *     fails
   */
  Converted fit(Arrived arrived, SendOptions options)
      throws UnfitException, IOException, InterruptedException {
    if (options.sticker()) {
      return stickers.fit(arrived, options.label());
    }
    if (options.document()) {
      return Converted.as(arrived.mimetype);
    }
    if (arrived.isSound()) {
      return options.voice() ? voice(arrived) : sound(arrived);
    }
    if (arrived.isA("video") || (arrived.isGif() && options.gif())) {
      return video(arrived, options);
    }
    return arrived.isA("image") ? picture(arrived) : Converted.as(arrived.mimetype);
  }

  private Converted voice(Arrived arrived)
      throws UnfitException, IOException, InterruptedException {
    Probe probe = soundIn(arrived);
    Recipe recipe = Recipe.voice();
    boolean isMono = probe.audio().filter(audio -> audio.channels() == 1).isPresent();
    return isMono && SoundFormat.of(probe).filter(SoundFormat.OPUS::equals).isPresent()
        ? new Converted(recipe.mimetype(), Optional.empty(), probe.duration())
        : made(arrived, recipe, probe.duration());
  }

  private Converted sound(Arrived arrived)
      throws UnfitException, IOException, InterruptedException {
    Probe probe = soundIn(arrived);
    Optional<SoundFormat> known = SoundFormat.of(probe);
    return known.isPresent()
        ? new Converted(known.get().mimetype(), Optional.empty(), probe.duration())
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

  private Converted video(Arrived arrived, SendOptions options)
      throws UnfitException, IOException, InterruptedException {
    Optional<Probe> probed = ffmpeg.probe(arrived.session, arrived.file);
    Probe probe =
        probed
            .filter(found -> found.video().isPresent())
            .orElseThrow(() -> new UnfitException("is not a video that can be read"));
    Sound sound = soundOf(probe, options);
    boolean keepsPictures = probe.video().filter(Probe.Video::isPlayable).isPresent();
    boolean keepsSound = sound == Sound.KEEP || probe.audio().isEmpty();
    if (probe.isMp4() && keepsPictures && keepsSound) {
      return new Converted("video/mp4", Optional.empty(), probe.duration());
    }
    if (!keepsPictures && probe.duration().compareTo(limits.maxVideo()) > 0) {
      throw new UnfitException(
          "is longer than %d minutes, and so must be MP4 with H.264 and AAC"
              .formatted(limits.maxVideo().toMinutes()));
    }
    return made(arrived, Recipe.video(keepsPictures, sound, options.hd()), probe.duration());
  }

  private static Sound soundOf(Probe probe, SendOptions options) {
    if (options.gif() || probe.audio().isEmpty()) {
      return Sound.NONE;
    }
    return probe.audio().filter(audio -> audio.codec().equals("aac")).isPresent()
        ? Sound.KEEP
        : Sound.ANEW;
  }

  /**
   * Pictures that a browser can read are left alone: the page reads them and reports those that it
   * cannot.
   */
  private Converted picture(Arrived arrived)
      throws UnfitException, IOException, InterruptedException {
    if (PictureFormat.of(arrived.file) != PictureFormat.UNKNOWN) {
      return Converted.as(arrived.mimetype);
    }
    Recipe recipe = Recipe.picture();
    if (!ffmpeg.convert(arrived.session, arrived.file, recipe)) {
      throw new UnfitException("is not an image that can be read");
    }
    return new Converted(recipe.mimetype(), Optional.of(recipe.extension()), Duration.ZERO);
  }

  private Converted made(Arrived arrived, Recipe recipe, Duration duration)
      throws UnfitException, IOException, InterruptedException {
    if (!ffmpeg.convert(arrived.session, arrived.file, recipe)) {
      throw new UnfitException("cannot be converted to " + recipe.mimetype());
    }
    return new Converted(recipe.mimetype(), Optional.of(recipe.extension()), duration);
  }
}
