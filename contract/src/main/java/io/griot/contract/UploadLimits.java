package io.griot.contract;

import java.time.Duration;

/** The limits of files that customers upload. */
public final class UploadLimits {
  /** The largest file, in bytes. The same limit applies to files that are fetched from a URL. */
  public static final long MAX_BYTES = 64L << 20;

  /** The lifetime of an upload link. */
  public static final Duration LINK_LIFETIME = Duration.ofHours(1);

  /** The time for which an uploaded file can be used. The bucket deletes it later. */
  public static final Duration USABLE = Duration.ofHours(24);

  private UploadLimits() {}
}
