package io.griot.functions.aws;

import io.griot.functions.command.LargeObjects;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Large commands and answers in S3. Thread-safe. */
public final class S3Objects implements LargeObjects {
  private final Supplier<S3Client> objects;
  private final String bucket;

  /**
   * The objects of a bucket.
   *
   * @param objects asked for the client when one is needed, each time the same
   */
  public S3Objects(Supplier<S3Client> objects, String bucket) {
    this.objects = objects;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, String json) {
    objects
        .get()
        .putObject(
            put -> put.bucket(bucket).key(key).contentType("application/json"),
            RequestBody.fromString(json));
  }

  @Override
  public Optional<String> get(String key) {
    try {
      return Optional.of(
          objects.get().getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }
}
