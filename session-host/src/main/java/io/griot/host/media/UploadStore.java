package io.griot.host.media;

import io.griot.contract.CustomerId;
import io.griot.contract.MediaId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Files that customers uploaded. Thread-safe. */
@FunctionalInterface
interface UploadStore {
  /**
   * Copies an upload into a file, which is overwritten.
   *
   * @return its type; empty when the customer has none of this id, or not any more
   * @throws IOException when the disk or the store refuses
   */
  Optional<String> copy(CustomerId customer, MediaId media, Path target) throws IOException;
}
