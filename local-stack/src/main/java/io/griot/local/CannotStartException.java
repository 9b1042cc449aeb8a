package io.griot.local;

/** Why {@code ./griot up} does not start: one sentence for a person, with what to do. */
final class CannotStartException extends Exception {
  private static final long serialVersionUID = 1;

  CannotStartException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
