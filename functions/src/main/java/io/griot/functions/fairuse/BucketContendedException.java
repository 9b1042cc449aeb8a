package io.griot.functions.fairuse;

/** A bucket was never as it was last seen. */
final class BucketContendedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BucketContendedException(String scope) {
    super("other instances always came in between: " + scope);
  }
}
