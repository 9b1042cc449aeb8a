package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The files that a customer uploaded, in S3. Thread-safe. */
public final class CustomerUploads implements CustomerData {
  private final Supplier<S3Client> objects;
  private final String bucket;
  private final InstantSource clock;

  /**
   * @param objects asked for the client when one is needed, each time the same
   */
  public CustomerUploads(Supplier<S3Client> objects, String bucket, InstantSource clock) {
    this.objects = objects;
    this.bucket = bucket;
    this.clock = clock;
  }

  @Override
  public OptionalLong count(CustomerId customer) {
    long count = 0;
    for (Iterator<S3Object> all = all(customer); all.hasNext(); all.next()) {
      count++;
    }
    return OptionalLong.of(count);
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    Iterator<S3Object> all = all(customer);
    while (clock.instant().isBefore(deadline)) {
      if (!all.hasNext()) {
        return true;
      }
      String key = all.next().key();
      objects.get().deleteObject(delete -> delete.bucket(bucket).key(key));
    }
    return false;
  }

  private Iterator<S3Object> all(CustomerId customer) {
    return objects
        .get()
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(Names.mediaObjects(customer)))
        .contents()
        .iterator();
  }
}
