package io.griot.functions.session;

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
    super("%s has the form %d, this version knows %d".formatted(item, version, known));
  }
}
