package io.griot.local;

/** The reason why {@code ./griot up} does not start: one sentence for a person, with the remedy. */
final class CannotStartException extends Exception {
  private static final long serialVersionUID = 1;

  CannotStartException(String sentence) {
    super(sentence, null, false, false);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
