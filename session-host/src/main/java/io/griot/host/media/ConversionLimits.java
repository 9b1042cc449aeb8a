package io.griot.host.media;

import java.time.Duration;

/**
 * What turning one file into another may cost. Files come from strangers: what they say of
 * themselves is checked first, and what the conversion then takes is bounded by the kernel.
 *
 * @param turn how long a conversion may wait for its turn
 * @param wall how long a process may take, whatever else the machine does
 * @param cpu how much of a processor a process may use
 * @param memoryBytes of a process's own data
 * @param maxOutputBytes of a file that is made
 * @param maxPixels of a picture, or of a video's pictures
 * @param maxVideo of a video whose pictures must be made anew
 * @param maxAudio of sound
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
