package io.griot.host.media;

import io.griot.contract.CustomerId;
import io.griot.contract.MediaId;
import io.griot.contract.Names;
import io.griot.contract.UploadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Uploads as S3 objects under their customer's prefix. The bucket deletes an object some time after
 * it has expired, so its age is checked here as well. Thread-safe.
 */
final class S3Uploads implements UploadStore {
  private final S3Client s3;
  private final String bucket;
  private final InstantSource clock;

  S3Uploads(S3Client s3, String bucket, InstantSource clock) {
    this.s3 = s3;
    this.bucket = bucket;
    this.clock = clock;
  }

  @Override
  public Optional<String> copy(CustomerId customer, MediaId media, Path target) throws IOException {
    String key = Names.mediaObject(customer, media);
    try {
      return isUsable(key) ? Optional.of(read(key, target)) : Optional.empty();
    } catch (NoSuchKeyException e) {
      return Optional.empty(); // deleted between the listing and the read
    } catch (SdkException e) {
      throw new IOException("an upload cannot be read", e);
    }
  }

  /**
   * Lists the object before it is read. For a missing object that may not be listed, S3 answers
   * "forbidden" instead of "absent".
   */
  private boolean isUsable(String key) {
    Instant oldest = clock.instant().minus(UploadLimits.USABLE);
    return s3.listObjectsV2(list -> list.bucket(bucket).prefix(key).maxKeys(1)).contents().stream()
        .anyMatch(object -> object.key().equals(key) && isUsable(object, oldest));
  }

  private static boolean isUsable(S3Object object, Instant oldest) {
    return object.lastModified().isAfter(oldest) && object.size() <= UploadLimits.MAX_BYTES;
  }

  private String read(String key, Path target) throws IOException {
    try (ResponseInputStream<GetObjectResponse> object =
        s3.getObject(get -> get.bucket(bucket).key(key))) {
      Files.copy((InputStream) object, target, StandardCopyOption.REPLACE_EXISTING);
      return Optional.ofNullable(object.response().contentType())
          .orElse("application/octet-stream");
    }
  }
}
