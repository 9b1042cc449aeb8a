package io.griot.functions.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.griot.functions.command.PayloadStore;
import io.griot.functions.media.UploadLinks;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Large commands and answers, and links for uploads, in S3. Thread-safe. */
public final class S3PayloadStore implements PayloadStore, UploadLinks {
  private static final Duration LINK_LIFETIME = Duration.ofHours(1);

  private final Supplier<S3Client> objects;
  private final Supplier<S3Presigner> presigner;
  private final String bucket;

  /**
   * The objects of a bucket.
   *
   * @param objects returns the client when needed, always the same
   * @param presigner returns the presigner when needed, always the same
   */
  public S3PayloadStore(
      Supplier<S3Client> objects, Supplier<S3Presigner> presigner, String bucket) {
    this.objects = objects;
    this.presigner = presigner;
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
  public URI link(String key) {
    return address(
        presigner
            .get()
            .presignGetObject(wanted ->
                wanted
                    .signatureDuration(LINK_LIFETIME)
                    .getObjectRequest(get -> get.bucket(bucket).key(key))));
  }

  // Type and length are signed as headers, so S3 refuses an upload with others.
  @Override
  public URI uploadLink(String key, String mimetype, long bytes, Duration lifetime) {
    return address(
        presigner
            .get()
            .presignPutObject(wanted ->
                wanted
                    .signatureDuration(lifetime)
                    .putObjectRequest(put ->
                        put.bucket(bucket).key(key).contentType(mimetype).contentLength(bytes))));
  }

  private static URI address(PresignedRequest signed) {
    try {
      return signed.url().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the SDK signed no valid address", e);
    }
  }

  @Override
  public Optional<String> get(String key) {
    return bytes(key).map(bytes -> new String(bytes, UTF_8));
  }

  @Override
  public Optional<byte[]> bytes(String key) {
    try {
      return Optional.of(
          objects.get().getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }
}
