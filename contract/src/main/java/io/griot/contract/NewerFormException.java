package io.griot.contract;

/**
 * An item was written by a newer version of Griot, in a form that this one does not know: a rolling
 * deployment mixes both. The request is answered 503, the supervisor leaves the item alone.
 */
public final class NewerFormException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param item names it, by ids alone
   * @param version its form
   * @param known the newest form that is known here
   */
  public NewerFormException(String item, long version, long known) {
    this("%s has the form %d, this version knows %d".formatted(item, version, known));
  }

  private NewerFormException(String message) {
    super(message);
  }

  /**
   * A word stands in an item that this version does not know.
   *
   * @param item names it, by ids alone
   * @param attribute whose value the word is
   */
  public static NewerFormException unknownWord(String item, String attribute, String word) {
    return new NewerFormException(
        "%s has the %s %s, which this version does not know".formatted(item, attribute, word));
  }
}
