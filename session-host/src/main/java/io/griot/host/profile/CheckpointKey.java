package io.griot.host.profile;

import io.griot.contract.Names;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses keys made by {@link Names#checkpointObject}. */
final class CheckpointKey {
  private static final Pattern TOKEN = Pattern.compile("/(\\d+)-\\d+$");

  private CheckpointKey() {}

  /** The token of the lease under which the checkpoint was taken. */
  static long tokenOf(String key) {
    Matcher token = TOKEN.matcher(key);
    if (!token.find()) {
      throw new IllegalArgumentException("no checkpoint's key: " + key);
    }
    return Long.parseLong(token.group(1));
  }
}
