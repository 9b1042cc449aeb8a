package io.griot.functions.aws;

import io.griot.contract.CustomerId;
import io.griot.contract.Names;
import io.griot.contract.SessionId;
import io.griot.functions.deletion.CustomerData;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The files that a customer uploaded, in S3. Thread-safe. */
public final class CustomerUploads implements CustomerData {
  private final Supplier<S3Client> objects;
  private final String bucket;
  private final InstantSource clock;

  /**
   * @param objects returns the client when needed, always the same
   */
  public CustomerUploads(Supplier<S3Client> objects, String bucket, InstantSource clock) {
    this.objects = objects;
    this.bucket = bucket;
    this.clock = clock;
  }

  @Override
  public OptionalLong count(CustomerId customer) {
    return OptionalLong.of(all(customer).count());
  }

  @Override
  public boolean remove(CustomerId customer, Set<SessionId> sessions, Instant deadline) {
    return InTime.forEach(
        all(customer).map(S3Object::key),
        clock,
        deadline,
        key -> objects.get().deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  private Stream<S3Object> all(CustomerId customer) {
    return objects
        .get()
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(Names.mediaObjects(customer)))
        .contents()
        .stream();
  }
}
