package io.griot.host.media;

import java.time.Duration;

/**
 * Limits of fetching one file.
 *
 * @param total time from the DNS lookup to the last byte, redirects included
 * @param maxBytes size of the file
 * @param maxRedirects redirects followed after the first request
 */
record FetchLimits(Duration total, long maxBytes, int maxRedirects) {
  static final FetchLimits STANDARD = new FetchLimits(Duration.ofSeconds(15), 64L << 20, 3);
}
