package io.griot.host.profile;

import io.griot.contract.Generation;
import io.griot.contract.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Checkpoints as S3 objects under {@code profiles/<generation>/}. Thread-safe. */
public final class S3CheckpointStore implements CheckpointStore {
  private final S3Client s3;
  private final String bucket;

  public S3CheckpointStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, Path file) throws IOException {
    try {
      s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(file));
    } catch (SdkException e) {
      throw new IOException("cannot store checkpoint " + key, e);
    }
  }

  @Override
  public InputStream get(String key) throws IOException {
    try {
      return s3.getObject(get -> get.bucket(bucket).key(key));
    } catch (SdkException e) {
      throw new IOException("cannot read checkpoint " + key, e);
    }
  }

  @Override
  public void deleteAllBut(Generation session, String key) throws IOException {
    try {
      s3
          .listObjectsV2Paginator(
              list -> list.bucket(bucket).prefix(Names.checkpointObjects(session)))
          .contents()
          .stream()
          .map(S3Object::key)
          .filter(found -> !found.equals(key))
          .forEach(old -> s3.deleteObject(delete -> delete.bucket(bucket).key(old)));
    } catch (SdkException e) {
      throw new IOException("cannot delete old checkpoints of " + session, e);
    }
  }
}
