package io.griot.contract;

/**
 * An item has a form that only a newer version of Griot knows. That happens during a rolling
 * deployment. The request is answered 503, and the supervisor leaves the item alone.
 */
public final class NewerFormException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * An item with an unknown version of its format.
   *
   * @param item identifies the item, by ids alone
   * @param version the item's version
   * @param known the newest version that this code knows
   */
  public NewerFormException(String item, long version, long known) {
    this("%s has the form %d, this version knows %d".formatted(item, version, known));
  }

  private NewerFormException(String message) {
    super(message);
  }

  /**
   * An item with an enum constant that this version does not know.
   *
   * @param item identifies the item, by ids alone
   * @param attribute the attribute that contains the word
   */
  public static NewerFormException unknownWord(String item, String attribute, String word) {
    return new NewerFormException(
        "%s has the %s %s, which this version does not know".formatted(item, attribute, word));
  }
}
