package io.griot.host.profile;

import io.griot.contract.Generation;
import io.griot.contract.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Stores checkpoints as S3 objects under {@code profiles/<generation>/}. Thread-safe; blocks for
 * each request.
 */
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
    } catch (NoSuchKeyException e) {
      throw new UnusableCheckpointException("no checkpoint " + key, e);
    } catch (SdkException e) {
      throw new IOException("cannot read checkpoint " + key, e);
    }
  }

  @Override
  public void deleteOlder(Generation session, String key, int kept) throws IOException {
    List<String> upToThis =
        list(session).stream().filter(found -> found.compareTo(key) <= 0).toList();
    delete(session, upToThis.subList(0, Math.max(0, upToThis.size() - kept)));
  }

  /** Keys sort by token and number, because both have a fixed number of digits. */
  @Override
  public List<String> list(Generation session) throws IOException {
    try {
      return s3
          .listObjectsV2Paginator(
              list -> list.bucket(bucket).prefix(Names.checkpointObjects(session)))
          .contents()
          .stream()
          .map(S3Object::key)
          .sorted()
          .toList();
    } catch (SdkException e) {
      throw new IOException("cannot list checkpoints of " + session, e);
    }
  }

  @Override
  public void deleteAll(Generation session) throws IOException {
    delete(session, list(session));
  }

  private void delete(Generation session, List<String> keys) throws IOException {
    try {
      keys.forEach(old -> s3.deleteObject(delete -> delete.bucket(bucket).key(old)));
    } catch (SdkException e) {
      throw new IOException("cannot delete old checkpoints of " + session, e);
    }
  }
}
