package io.griot.functions.media;

import java.net.URI;
import java.time.Duration;

/** Makes addresses to which one file can be uploaded. */
@FunctionalInterface
public interface UploadLinks {
  /**
   * Makes an address that lets its bearer upload an object of exactly this type and size.
   *
   * @param lifetime the time for which it works
   */
  URI uploadLink(String key, String mimetype, long bytes, Duration lifetime);
}
