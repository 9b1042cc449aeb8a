package io.griot.local.aws;

import io.griot.contract.SessionId;
import io.griot.contract.SessionItem;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Damages a session's newest checkpoint in S3. Thread-safe. */
public final class Checkpoints {
  /** The ways of damaging an object. */
  public enum Damage {
    /** Some bytes are changed. */
    FLIPPED,
    /** Its end is missing. */
    CUT_OFF,
    /** The object is empty. */
    EMPTY,
    /** The object is deleted. */
    MISSING
  }

  private static final int FLIPPED_BYTES = 64;

  private final LocalAws aws;
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  public Checkpoints(LocalAws aws) {
    this.aws = aws;
  }

  /**
   * Damages the checkpoint that the session's item names. The next host falls back to the one
   * before; the next checkpoint repairs it.
   *
   * @return false when the session has none, or no intact one before it: then no host could run it
   *     again
   */
  public boolean damage(SessionId session, Damage damage) {
    AttributeValue key =
        aws.session(session).getOrDefault(SessionItem.CHECKPOINT, AttributeValue.fromS(""));
    if (key.s().isEmpty()) {
      return false;
    }
    try (S3Client objects = aws.s3Client()) {
      if (!hasWholeBefore(objects, key.s())) {
        return false;
      }
      byte[] whole =
          objects.getObjectAsBytes(get -> get.bucket(aws.bucket()).key(key.s())).asByteArray();
      if (damage == Damage.MISSING) {
        objects.deleteObject(delete -> delete.bucket(aws.bucket()).key(key.s()));
      } else {
        objects.putObject(
            put -> put.bucket(aws.bucket()).key(key.s()),
            RequestBody.fromBytes(damaged(whole, damage)));
      }
    }
    boolean _ = damaged.add(key.s());
    return true;
  }

  /** Whether an earlier checkpoint is intact. Keys sort in the order of checkpoints. */
  private boolean hasWholeBefore(S3Client objects, String key) {
    String folder = key.substring(0, key.lastIndexOf('/') + 1);
    return objects
        .listObjectsV2(list -> list.bucket(aws.bucket()).prefix(folder))
        .contents()
        .stream()
        .map(S3Object::key)
        .anyMatch(other -> other.compareTo(key) < 0 && !damaged.contains(other));
  }

  private static byte[] damaged(byte[] whole, Damage damage) {
    byte[] bytes =
        switch (damage) {
          case FLIPPED -> whole.clone();
          case CUT_OFF -> Arrays.copyOf(whole, whole.length / 2);
          case EMPTY, MISSING -> new byte[0];
        };
    for (int i = 0; damage == Damage.FLIPPED && i < Math.min(FLIPPED_BYTES, bytes.length); i++) {
      bytes[bytes.length / 2 + i] ^= 0x5A;
    }
    return bytes;
  }
}
