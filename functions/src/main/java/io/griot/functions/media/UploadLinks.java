package io.griot.functions.media;

import java.net.URI;
import java.time.Duration;

/** Makes addresses that take one file. */
@FunctionalInterface
public interface UploadLinks {
  /**
   * An address where whoever has it can put an object, of exactly this type and size.
   *
   * @param lifetime how long it works
   */
  URI uploadLink(String key, String mimetype, long bytes, Duration lifetime);
}
