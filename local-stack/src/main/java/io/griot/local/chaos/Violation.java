package io.griot.local.chaos;

/**
 * A broken promise.
 *
 * @param promise the promise, in a few words
 * @param subject the thing concerned: a command's id, a session's name, a host
 * @param what the observation
 */
record Violation(String promise, String subject, String what) {
  String line() {
    return "%s: %s: %s".formatted(promise, subject, what);
  }
}
