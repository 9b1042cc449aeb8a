package io.griot.host.media;

import java.time.Duration;

/**
 * Limits of one media conversion. The files are untrusted: their declared sizes are checked first,
 * and the kernel limits what each process may use.
 *
 * @param turn how long a conversion waits for a free slot, once for the session's and once for the
 *     host's
 * @param wall wall-clock time of one process
 * @param cpu processor time of one process
 * @param memoryBytes data segment of one process
 * @param maxOutputBytes size of a written file
 * @param maxPixels pixels of one picture or one video frame
 * @param maxVideo length of a video whose frames must be encoded again
 * @param maxAudio length of a sound file
 */
record ConversionLimits(
    Duration turn,
    Duration wall,
    Duration cpu,
    long memoryBytes,
    long maxOutputBytes,
    long maxPixels,
    Duration maxVideo,
    Duration maxAudio) {

  static final ConversionLimits STANDARD =
      new ConversionLimits(
          Duration.ofMinutes(2),
          Duration.ofMinutes(3),
          Duration.ofSeconds(150),
          512L << 20,
          100L << 20,
          40_000_000,
          Duration.ofMinutes(3),
          Duration.ofHours(1));
}
