package io.griot.functions.billing;

/**
 * Thrown when a provider gives no answer, or none that can be read. The message contains nothing of
 * the request.
 */
public final class ProviderUnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param why contains no value of the answer
   */
  public ProviderUnreachableException(String why) {
    super(why);
  }
}
