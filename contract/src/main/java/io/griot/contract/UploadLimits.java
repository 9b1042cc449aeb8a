package io.griot.contract;

import java.time.Duration;

/** The limits of files that customers upload. */
public final class UploadLimits {
  /** The largest file, in bytes: as for files that are fetched from an address. */
  public static final long MAX_BYTES = 64L << 20;

  /** How long the link to upload to is good for. */
  public static final Duration LINK_LIFETIME = Duration.ofHours(1);

  /** How long an uploaded file can be used. The bucket deletes it later. */
  public static final Duration USABLE = Duration.ofHours(24);

  private UploadLimits() {}
}
