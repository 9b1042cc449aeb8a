package io.griot.local.chaos;

/**
 * A promise that did not hold.
 *
 * @param promise which one, in a few words
 * @param subject what it is about: a command's id, a session's name, a host
 * @param what what was seen
 */
record Violation(String promise, String subject, String what) {
  String line() {
    return "%s: %s: %s".formatted(promise, subject, what);
  }
}
