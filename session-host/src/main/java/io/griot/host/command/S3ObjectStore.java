package io.griot.host.command;

import io.griot.contract.AnswerFile;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Stores large commands and answers as S3 objects. Thread-safe; blocks for each request. */
public final class S3ObjectStore implements ObjectStore {
  private final S3Client s3;
  private final String bucket;

  public S3ObjectStore(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void put(String key, String json) {
    s3.putObject(
        put -> put.bucket(bucket).key(key).contentType("application/json"),
        RequestBody.fromString(json));
  }

  @Override
  public void put(String key, Path file, AnswerFile about) {
    s3.putObject(
        put -> {
          put.bucket(bucket).key(key).contentType(about.mimetype());
          about.disposition().ifPresent(put::contentDisposition);
        },
        RequestBody.fromFile(file));
  }

  @Override
  public String get(String key) {
    return s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asUtf8String();
  }
}
