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
   * Copies an upload to a file and overwrites it.
   *
   * @return the upload's type; empty when the customer has no such upload or it has expired
   * @throws IOException when the disk or the store fails
   */
  Optional<String> copy(CustomerId customer, MediaId media, Path target) throws IOException;
}
