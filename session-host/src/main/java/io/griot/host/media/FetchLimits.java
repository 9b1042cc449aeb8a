package io.griot.host.media;

import java.time.Duration;

/**
 * What fetching one file may cost.
 *
 * @param total from the first look-up to the last byte, redirects included
 * @param maxBytes of the file
 * @param maxRedirects hops after the first request
 */
record FetchLimits(Duration total, long maxBytes, int maxRedirects) {
  static final FetchLimits STANDARD = new FetchLimits(Duration.ofSeconds(15), 64L << 20, 3);
}
