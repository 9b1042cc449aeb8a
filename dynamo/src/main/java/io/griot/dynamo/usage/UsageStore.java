package io.griot.dynamo.usage;

/** Where usage is added up. */
public interface UsageStore {
  /**
   * Adds to a day. Blocks for a request.
   *
   * @param token names this addition: made again under the same token within ten minutes, it counts
   *     once. Another addition has another
   * @return false when nothing was added, because others added to the same day at that moment
   * @throws software.amazon.awssdk.core.exception.SdkException when it is unknown whether it was
   *     added
   */
  boolean add(String token, UsageDay day, Usage usage);
}
