package io.griot.functions.billing;

/** A provider gave no answer, or none that can be read. Says nothing of what it was asked. */
public final class ProviderUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param why without any value of the answer
   */
  public ProviderUnreachableException(String why) {
    super(why);
  }
}
