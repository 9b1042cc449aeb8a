package io.griot.functions.fairuse;

/** Other instances changed a bucket at every try. */
final class BucketContendedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BucketContendedException(String scope) {
    super("other instances always came in between: " + scope);
  }
}
