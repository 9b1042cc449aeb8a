package io.griot.host.media;

import io.griot.host.media.MediaConversion.Arrived;
import io.griot.host.media.MediaConversion.Converted;
import io.griot.host.media.MediaConversion.UnfitException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Converts pictures and videos to stickers. Thread-safe; blocks while it converts. */
final class Stickers {
  private static final String MIMETYPE = "image/webp";
  private static final int SIDE = 512;

  /**
   * The size up to which phones show a sticker reliably. WhatsApp itself accepts {@link
   * #MAX_BYTES}.
   */
  private static final long GOOD_BYTES = 500 << 10;

  private static final long MAX_BYTES = 1 << 20;
  private static final String TOO_LARGE = "is too large for a sticker";

  private final Ffmpeg ffmpeg;

  Stickers(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
  }

  /**
   * Converts a file to a sticker in place. A picture that browsers can read and that has no label
   * is left alone: WhatsApp's page converts it.
   */
  Converted fit(Arrived arrived, Optional<StickerLabel> label)
      throws UnfitException, IOException, InterruptedException {
    if (!arrived.isA("image") && !arrived.isA("video")) {
      throw new UnfitException("is neither an image nor a video, which stickers are made of");
    }
    PictureFormat format =
        arrived.isA("image") ? PictureFormat.of(arrived.file()) : PictureFormat.UNKNOWN;
    if (format == PictureFormat.OTHER_KNOWN && label.isEmpty()) {
      return Converted.as(arrived.mimetype());
    }
    if (format == PictureFormat.GIF || arrived.isA("video")) {
      make(arrived, Recipe.movingStickers());
    } else if (format != PictureFormat.WEBP || mustBeDrawn(arrived)) {
      make(arrived, List.of(Recipe.sticker()));
    }
    if (Files.size(arrived.file()) > MAX_BYTES) {
      throw new UnfitException(TOO_LARGE);
    }
    if (label.isPresent()) {
      Webp webp = read(arrived).orElseThrow(() -> unreadable(arrived));
      Files.write(arrived.file(), webp.with(label.get().exif()));
    }
    return new Converted(MIMETYPE, Optional.of("webp"), Duration.ZERO);
  }

  /**
   * Whether a WebP must be scaled to sticker size. Animated WebPs stay as they are, because ffmpeg
   * cannot read them.
   */
  private static boolean mustBeDrawn(Arrived arrived) throws UnfitException, IOException {
    if (Files.size(arrived.file()) > MAX_BYTES) {
      throw new UnfitException(TOO_LARGE);
    }
    Webp webp = read(arrived).orElseThrow(() -> unreadable(arrived));
    return !webp.animated() && (webp.width() != SIDE || webp.height() != SIDE);
  }

  private static Optional<Webp> read(Arrived arrived) throws IOException {
    return Webp.read(Files.readAllBytes(arrived.file()));
  }

  private void make(Arrived arrived, List<Recipe> recipes)
      throws UnfitException, IOException, InterruptedException {
    if (!ffmpeg.convert(arrived.session(), arrived.file(), recipes, GOOD_BYTES)) {
      throw unreadable(arrived);
    }
  }

  private static UnfitException unreadable(Arrived arrived) {
    String kind = arrived.isA("video") ? "a video" : "an image";
    return new UnfitException("is not " + kind + " that can be read");
  }
}
