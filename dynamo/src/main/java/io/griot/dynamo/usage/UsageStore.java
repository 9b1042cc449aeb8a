package io.griot.dynamo.usage;

/** Stores additions to usage. */
public interface UsageStore {
  /**
   * Adds to a day. Blocks for a request.
   *
   * @param token identifies this addition: repeated with the same token within ten minutes, it
   *     counts once
   * @return false when nothing was added because of a concurrent addition to the same day
   * @throws software.amazon.awssdk.core.exception.SdkException when it is unknown whether it was
   *     added
   */
  boolean add(String token, UsageDay day, Usage usage);
}
